namespace GetScu.Tests.Scp;

/// <summary>DIMSE statuses of C-FIND and C-GET (PS3.4 C.4.1.1.4, C.4.3.1.4).</summary>
internal static class DimseStatus
{
    public const int Success = 0x0000;
    public const int UnableToPerform = 0xA702;
    public const int IdentifierDoesNotMatch = 0xA900;
    public const int SomeFailed = 0xB000;
    public const int UnableToProcess = 0xC000;
    public const int Canceled = 0xFE00;
    public const int Pending = 0xFF00;

    /// <summary>An optional key is not supported.</summary>
    public const int PendingWithWarning = 0xFF01;
}
