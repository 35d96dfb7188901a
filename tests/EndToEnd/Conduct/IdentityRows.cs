using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>A user identity was sent, or none, and this is what the peer says to it (PS3.7 D.3.3.7).</summary>
internal static class IdentityRows
{
    private const string User = "-usr alice";

    public static readonly ConductRow[] All =
    [
        Answering("identity-confirmed", $"{User} -pwd secret -rsp", "59 00 0006 0004 'srvr'"),
        Answering("identity-confirmed-empty", $"{User} -rsp", "59 00 0002 0000"),
        Answering("identity-confirmed-long", $"{User} -rsp", $"59 00 EA62 EA60 {new string('0', 2 * 60_000)}"),
        Answering("identity-confirmed-more", $"{User} -rsp", "59 00 0008 0004 'srvr' 6000"),
        Answering("identity-confirmed-unasked", User, "59 00 0006 0004 'srvr'"),
        Answering("identity-unconfirmed", User, ""),
        Answering("identity-unconfirmed-asked", $"{User} -rsp", ""),
        Answering("identity-unconfirmed-plan", $"+xa {User} -epw -rsp", ""),
        Answering("identity-unconfirmed-token", "--jwt /proc/self/comm -rsp", ""),
        Answering("identity-response-empty", $"{User} -rsp", "59 00 0000"),
        Answering("identity-response-byte", User, "59 00 0001 00"),
        Answering("identity-response-beyond", $"{User} -rsp", "59 00 0006 0005 'srvr'"),
        Answering("identity-response-beyond-item", $"{User} -rsp", "59 00 0007 0004 'srvr'"),
        Answering("identity-response-twice", $"{User} -rsp", "59 00 0002 0000 59 00 0000"),
        Answering("identity-response-second", $"{User} -rsp", "59 00 0000 59 00 0002 0000"),
        Answering("identity-not-sent", "", "59 00 0006 0004 'srvr'"),
        Answering("identity-not-sent-malformed", "", "59 00 0006 FFFF 'srvr'"),
        Rejecting("identity-rejected", User, "03 00 00000004 00 01 01 01"),
        Rejecting("identity-rejected-provider", $"{User} -pwd secret -rsp", "03 00 00000004 00 02 02 01"),
        Rejecting("identity-rejected-title", User, "03 00 00000004 00 01 01 03"),
        Rejecting("identity-rejected-not-sent", "", "03 00 00000004 00 01 01 01"),
    ];

    private static ConductRow Answering(string id, string arguments, string items) => new(id, scene =>
    {
        scene.Peer.Accept(answer => answer.ExtraUserItems = Hex.Parse(items));
        if (scene.Peer.TryExpectGet())
        {
            scene.Final();
        }
    }, Words(arguments));

    private static ConductRow Rejecting(string id, string arguments, string hex) => new(id, scene =>
    {
        scene.Peer.ExpectRequest();
        scene.Send(hex);
    }, Words(arguments));

    private static string[] Words(string arguments) => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
