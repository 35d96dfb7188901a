namespace GetScu.Net.Dimse;

/// <summary>
/// Texts of DIMSE status codes (PS3.7 annex C; PS3.4 B.2.3, C.4.3.1.4), as logs have always had them: short ones without
/// spaces in the lines of the log, longer ones in the dumps of messages.
/// </summary>
internal static class StatusText
{
    /// <summary>In a line of the log: a C-GET-RSP's status.</summary>
    public static string OfGet(ushort status) => status switch
    {
        DimseStatus.Success => "Success",
        DimseStatus.Pending => "Pending",
        DimseStatus.SopClassNotSupported => "Refused: SOPClassNotSupported",
        0xA701 => "Refused: OutOfResourcesNumberOfMatches",
        0xA702 => "Refused: OutOfResourcesSubOperations",
        DimseStatus.DataSetMismatch => "Error: DataSetDoesNotMatchSOPClass",
        DimseStatus.SubOperationsWithFailures => "Warning: SubOperationsCompleteOneOrMoreFailures",
        DimseStatus.Cancelled => "Cancel: SubOperationsTerminatedDueToCancelIndication",
        >= 0xC000 and <= 0xCFFF => "Failed: UnableToProcess",
        _ => Unknown(status),
    };

    /// <summary>In a line of the log: a C-STORE-RSP's status.</summary>
    public static string OfStore(ushort status) => status switch
    {
        DimseStatus.Success => "Success",
        DimseStatus.SopClassNotSupported => "Refused: SOPClassNotSupported",
        >= 0xA700 and <= 0xA7FF => "Refused: OutOfResources",
        >= 0xA900 and <= 0xA9FF => "Error: DataSetDoesNotMatchSOPClass",
        >= 0xC000 and <= 0xCFFF => "Error: CannotUnderstand",
        _ => Unknown(status),
    };

    /// <summary>In the dump of a message.</summary>
    public static string InDump(CommandField field, ushort status) => (field, status) switch
    {
        (CommandField.CGetRsp, DimseStatus.Success) => "Success: Sub-operations complete - No failures or warnings",
        (CommandField.CGetRsp, DimseStatus.Pending) => "Pending: Sub-operations are continuing",
        (CommandField.CGetRsp, 0xA701) => "Refused: Out of resources - Unable to calculate number of matches",
        (CommandField.CGetRsp, 0xA702) => "Refused: Out of resources - Unable to perform sub-operations",
        // PS3.4 Y.4.2.1.4: not of a model proposed here, but the reference names them all the same.
        (CommandField.CGetRsp, 0xAA00) => "Failed: None of the frames requested were found in SOP Instance",
        (CommandField.CGetRsp, 0xAA01) => "Failed: Unable to create new object for this SOP Class",
        (CommandField.CGetRsp, 0xAA02) => "Failed: Unable to extract frames",
        (CommandField.CGetRsp, 0xAA03) => "Failed: Time-based request for non-time-based SOP Instance",
        (CommandField.CGetRsp, 0xAA04) => "Failed: Invalid request",
        (CommandField.CGetRsp, DimseStatus.SubOperationsWithFailures) =>
            "Warning: Sub-operations complete - One or more failures or warnings",
        (CommandField.CGetRsp, >= 0xC000 and <= 0xCFFF) => "Failed: Unable to process",
        (CommandField.CGetRsp, DimseStatus.Cancelled) => "Cancel: Sub-operations terminated due to Cancel Indication",
        (CommandField.CStoreRsp, >= 0xA700 and <= 0xA7FF) => "Refused: Out of resources",
        (CommandField.CStoreRsp, >= 0xA900 and <= 0xA9FF) => "Error: Data Set does not match SOP Class",
        (CommandField.CStoreRsp, >= 0xC000 and <= 0xCFFF) => "Error: Cannot understand",
        _ => Of(status),
    };

    /// <summary>What a status means whatever it answers (PS3.7 annex C).</summary>
    private static string Of(ushort status) => status switch
    {
        DimseStatus.Success => "Success",
        DimseStatus.SopClassNotSupported => "Refused: SOP Class not supported",
        DimseStatus.DuplicateInvocation => "Duplicate invocation",
        DimseStatus.UnrecognizedOperation => "Unrecognized operation",
        0x0212 => "Mistyped argument",
        DimseStatus.DataSetMismatch => "Error: Data Set does not match SOP Class",
        0xFF00 or 0xFF01 => "Pending",
        _ when DimseStatus.IsWarning(status) => "Warning",
        (>= 0x0100 and <= 0x02FF) or (>= 0xA000 and <= 0xAFFF) or (>= 0xC000 and <= 0xCFFF) => "Failure",
        _ => "Unknown Status Code (non-standard)",
    };

    private static string Unknown(ushort status) => $"Unknown Status: 0x{status:x}";
}
