using System;

namespace GetScu.Dicom.Query;

/// <summary>A query file that gives no query; the message is the reason, without the file's name.</summary>
internal sealed class QueryFileException(QueryFileProblem problem, string message) : Exception(message)
{
    public QueryFileProblem Problem => problem;
}
