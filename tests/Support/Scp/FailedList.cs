namespace GetScu.Tests.Scp;

/// <summary>Where a C-GET response carries (0008,0058) Failed SOP Instance UID List.</summary>
internal enum FailedList
{
    /// <summary>In the data set of the final response (PS3.4 C.4.3.1.4).</summary>
    DataSet,

    /// <summary>Behind the command set's own elements, in every response once an object has failed; no data set.</summary>
    CommandSet,

    None,
}
