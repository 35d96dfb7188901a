using System;

namespace GetScu.Dicom;

/// <summary>Why a query file gives no query.</summary>
internal enum QueryFileProblem
{
    /// <summary>The system cannot open or read it.</summary>
    Unreadable,
    /// <summary>Its bytes are no DICOM data set, or none is left in it.</summary>
    NotDicom,
}

/// <summary>A query file that gives no query; the message is the reason, without the file's name.</summary>
internal sealed class QueryFileException(QueryFileProblem problem, string message) : Exception(message)
{
    public QueryFileProblem Problem => problem;
}
