namespace GetScu.Net.Dimse;

/// <summary>DIMSE status codes (PS3.7 annex C; PS3.4 B.2.3, C.4.3.1.4); their texts are in <see cref="StatusText"/>.</summary>
internal static class DimseStatus
{
    public const ushort Success = 0x0000;
    public const ushort SopClassNotSupported = 0x0122;
    public const ushort DuplicateInvocation = 0x0210;
    public const ushort UnrecognizedOperation = 0x0211;
    public const ushort OutOfResources = 0xA700;
    public const ushort DataSetMismatch = 0xA900;
    public const ushort CannotUnderstand = 0xC000;
    public const ushort SubOperationsWithFailures = 0xB000;
    public const ushort Cancelled = 0xFE00;
    public const ushort Pending = 0xFF00;

    /// <summary>PS3.7 C.1.4: FF00H and FF01H, more responses follow. Of FF02H to FFFFH nothing is known.</summary>
    public static bool IsPending(ushort status) => status is 0xFF00 or 0xFF01;

    /// <summary>PS3.7 C.1.3: 0001H, 0107H, 0116H and BxxxH.</summary>
    public static bool IsWarning(ushort status) => status is 0x0001 or 0x0107 or 0x0116 || (status & 0xF000) == 0xB000;
}
