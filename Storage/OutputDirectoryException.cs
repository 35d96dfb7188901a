using System;

namespace GetScu.Storage;

/// <summary>
/// The output directory cannot be used at all; the message is the log's, <see cref="Reason"/> the system's.
/// </summary>
internal sealed class OutputDirectoryException(string message, string reason) : Exception(message)
{
    public string Reason { get; } = reason;
}
