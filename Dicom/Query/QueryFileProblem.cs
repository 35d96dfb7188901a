using System;

namespace GetScu.Dicom.Query;

/// <summary>Why a query file gives no query.</summary>
internal enum QueryFileProblem
{
    /// <summary>The system cannot open or read it.</summary>
    Unreadable,
    /// <summary>Its bytes are no DICOM data set, or none is left in it.</summary>
    NotDicom,
}
