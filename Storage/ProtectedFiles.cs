using System;
using System.Collections.Generic;

using GetScu.Dicom;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>
/// Files of the run itself, which an object of the same name must not replace: told by device and inode when they are there, and by
/// their folder and name when they are not yet. Standard input, output and error belong to them wherever they lead.
/// </summary>
internal sealed class ProtectedFiles
{
    private readonly List<Entry> _paths = [];
    private readonly List<Entry> _files = [];
    private readonly List<Entry> _changing = [];

    public ProtectedFiles()
    {
        string[] streams = ["standard input", "standard output", "standard error"];
        for (int descriptor = 0; descriptor < streams.Length; descriptor++)
        {
            if (StatusOf(descriptor, STATX_INO, out FileStatus status) == 0)
            {
                _files.Add(new Entry(streams[descriptor], [], status));
            }
        }
    }

    /// <summary>Adds a file.</summary>
    /// <param name="what">What it is, for the log: "query file".</param>
    /// <param name="path">As the user gave it, see <see cref="RawText"/>.</param>
    /// <param name="mayChange">Another file may come to that path during the run, as log files do that are put aside.</param>
    public void Add(string what, string path, bool mayChange = false)
    {
        byte[] bytes = RawText.Terminated(path);
        Entry entry = new(what, bytes, default);
        _paths.Add(entry);
        if (mayChange)
        {
            _changing.Add(entry);
            return;
        }

        foreach (int flags in (ReadOnlySpan<int>)[0, AT_SYMLINK_NOFOLLOW])
        {
            if (StatX(AT_FDCWD, bytes, flags, STATX_INO, out FileStatus status) == 0)
            {
                _files.Add(new Entry(what, [], status));
            }
        }
    }

    /// <summary>The names in a directory that are kept, whether or not anything has them now; without NUL.</summary>
    /// <param name="directory">Its descriptor.</param>
    public List<Entry> NamesIn(int directory)
    {
        List<Entry> names = [];
        _ = StatusOf(directory, STATX_INO, out FileStatus status);
        foreach (Entry entry in _paths)
        {
            byte[] path = entry.Name;
            int slash = path.AsSpan().LastIndexOf((byte)'/');
            byte[] folder = slash < 0 ? "./\0"u8.ToArray() : [.. path.AsSpan(0, slash + 1), 0];
            if (StatX(AT_FDCWD, folder, 0, STATX_INO, out FileStatus found) == 0 && found.IsSameFile(status))
            {
                names.Add(new Entry(entry.What, path[(slash + 1)..^1], default));
            }
        }

        return names;
    }

    /// <summary>What a file of a directory is to this run; null when it is nothing.</summary>
    /// <param name="directory">Its descriptor.</param>
    /// <param name="name">NUL-terminated; a link is not followed.</param>
    public string? Find(int directory, ReadOnlySpan<byte> name)
    {
        if (StatX(directory, name, AT_SYMLINK_NOFOLLOW, STATX_INO, out FileStatus status) < 0)
        {
            return null;
        }

        foreach (Entry entry in _files)
        {
            if (entry.Status.IsSameFile(status))
            {
                return entry.What;
            }
        }

        return Find(_changing, status);
    }

    /// <summary>What a file that this run is about to write is to it already; null when it is nothing.</summary>
    /// <param name="path">As the user gave it; links are followed.</param>
    public string? Find(string path) =>
        StatX(AT_FDCWD, RawText.Terminated(path), 0, STATX_INO, out FileStatus status) == 0 ? Find(_paths, status) : null;

    private static string? Find(List<Entry> entries, FileStatus status)
    {
        foreach (Entry entry in entries)
        {
            if (StatX(AT_FDCWD, entry.Name, 0, STATX_INO, out FileStatus own) == 0 && own.IsSameFile(status))
            {
                return entry.What;
            }
        }

        return null;
    }

    /// <summary>A file, by a name or by its state.</summary>
    /// <param name="what">What it is, for the log.</param>
    public sealed class Entry(string what, byte[] name, FileStatus status)
    {
        public string What { get; } = what;

        public byte[] Name { get; } = name;

        public FileStatus Status { get; } = status;
    }
}
