namespace GetScu.Net.Dimse;

/// <summary>DIMSE status codes (PS3.7 annex C; PS3.4 B.2.3, C.4.3.1.4) and the texts that logs name them by.</summary>
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

    /// <summary>The text of a C-GET-RSP's status.</summary>
    public static string GetText(ushort status) => status switch
    {
        Success => "Success",
        Pending => "Pending",
        SopClassNotSupported => "Refused: SOPClassNotSupported",
        0xA701 => "Refused: OutOfResourcesNumberOfMatches",
        0xA702 => "Refused: OutOfResourcesSubOperations",
        DataSetMismatch => "Error: DataSetDoesNotMatchSOPClass",
        SubOperationsWithFailures => "Warning: SubOperationsCompleteOneOrMoreFailures",
        Cancelled => "Cancel: SubOperationsTerminatedDueToCancelIndication",
        >= 0xC000 and <= 0xCFFF => "Failed: UnableToProcess",
        _ => Unknown(status),
    };

    /// <summary>The text of a C-STORE-RSP's status.</summary>
    public static string StoreText(ushort status) => status switch
    {
        Success => "Success",
        SopClassNotSupported => "Refused: SOPClassNotSupported",
        >= 0xA700 and <= 0xA7FF => "Refused: OutOfResources",
        >= 0xA900 and <= 0xA9FF => "Error: DataSetDoesNotMatchSOPClass",
        >= 0xC000 and <= 0xCFFF => "Error: CannotUnderstand",
        _ => Unknown(status),
    };

    private static string Unknown(ushort status) => $"Unknown Status: 0x{status:x}";
}
