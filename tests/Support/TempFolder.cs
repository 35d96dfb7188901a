namespace GetScu.Tests.Support;

/// <summary>A new empty folder, removed with everything in it at the end.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("getscu-test-").FullName;

    /// <summary>Names of everything in the folder, hidden files too, in ordinal order.</summary>
    public string[] Names
    {
        get
        {
            string[] entries = Directory.GetFileSystemEntries(Path);
            string[] names = Array.ConvertAll(entries, entry => System.IO.Path.GetFileName(entry));
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
    }

    public string File(string name)
    {
        return System.IO.Path.Combine(Path, name);
    }

    public string Folder(string name)
    {
        return Directory.CreateDirectory(File(name)).FullName;
    }

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        string file = File(name);
        System.IO.File.WriteAllBytes(file, content);
        return file;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A server that is just ending may still write here; the system's temporary folder is cleared anyway.
        }
    }
}
