using System;
using System.IO;

using GetScu.Net.Log;
using GetScu.Storage.Posix;

namespace GetScu.Net.Retrieve;

/// <summary>The file of a report, or standard output. Each line is one call to the system.</summary>
internal sealed class ReportFile : IDisposable
{
    private const int StandardOutput = 1;

    private readonly int _descriptor;

    /// <summary>Opens the file; what is in it is lost.</summary>
    /// <param name="path">As the user gave it; <c>-</c> is standard output.</param>
    /// <exception cref="IOException">It cannot be opened; the message says why, without the name.</exception>
    public ReportFile(string path)
    {
        if (path.Contains('\0'))
        {
            throw new IOException(WholeFile.NulInName);
        }

        _descriptor = path == "-" ? StandardOutput : LogFile.Open(path, truncates: true);
        if (_descriptor < 0)
        {
            throw new IOException(Libc.Message(Libc.Error));
        }
    }

    /// <summary>Writes one line.</summary>
    /// <returns>Why it could not be written; null: it was.</returns>
    public string? Write(ReadOnlySpan<byte> line) => StandardStreams.Write(_descriptor, line) ? null : Libc.Message(Libc.Error);

    public void Dispose()
    {
        if (_descriptor != StandardOutput)
        {
            _ = Libc.Close(_descriptor);
        }
    }
}
