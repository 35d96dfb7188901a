namespace GetScu.Net.Dimse;

/// <summary>The longer texts by which message dumps name DIMSE status codes (PS3.7 annex C; PS3.4 B.2.3, C.4.3.1.4).</summary>
internal static class StatusText
{
    public static string Of(CommandField field, ushort status) => (field, status) switch
    {
        (CommandField.CGetRsp, DimseStatus.Success) => "Success: Sub-operations complete - No failures or warnings",
        (CommandField.CGetRsp, DimseStatus.Pending) => "Pending: Sub-operations are continuing",
        (CommandField.CGetRsp, 0xA701) => "Refused: Out of resources - Unable to calculate number of matches",
        (CommandField.CGetRsp, 0xA702) => "Refused: Out of resources - Unable to perform sub-operations",
        // PS3.4 Y.4.2.1.4: retrieval of frames
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
}
