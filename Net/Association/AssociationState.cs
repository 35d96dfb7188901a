using GetScu.Net.Log;

namespace GetScu.Net.Association;

/// <summary>States of the requestor's association (PS3.8 9.2.2), for the log; the code itself needs no such machine.</summary>
internal static class AssociationState
{
    public const int Idle = 1;
    public const int AwaitingConnection = 4;
    public const int AwaitingAnswer = 5;
    public const int Established = 6;
    public const int AwaitingRelease = 7;
    public const int ReleaseCollision = 11;
    public const int AwaitingClose = 13;

    /// <summary>Logs a state that has been entered, at trace level.</summary>
    public static void Enter(Logger log, int state) =>
        log.Write(LogLevel.Trace, $"Association state: Sta{state} ({Text(state)})");

    private static string Text(int state) => state switch
    {
        AwaitingConnection => "awaiting transport connection",
        AwaitingAnswer => "awaiting A-ASSOCIATE-AC or A-ASSOCIATE-RJ",
        Established => "established, ready for data transfer",
        AwaitingRelease => "awaiting A-RELEASE-RP",
        ReleaseCollision => "release collision, awaiting A-RELEASE-RP",
        AwaitingClose => "awaiting transport connection close",
        _ => "idle",
    };
}
