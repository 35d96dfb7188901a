using System.Globalization;

namespace GetScu.Tests.Support;

/// <summary>A run of getscu into a new output directory that lives as long as this.</summary>
internal sealed class Fetch : IDisposable
{
    private readonly TempFolder _folder = new();

    private Fetch(string path, ToolOptions options, int port, string[] arguments, IEnumerable<string> queryFiles)
    {
        string portText = port.ToString(CultureInfo.InvariantCulture);
        string[] all = [.. arguments, "-od", _folder.Path, "127.0.0.1", portText, .. queryFiles];
        Result = Tool.Run(path, options, all);
    }

    public ToolResult Result { get; }

    public string Folder => _folder.Path;

    /// <summary>Names of everything in the output directory, in ordinal order.</summary>
    public string[] Names => _folder.Names;

    /// <summary>The log with the path of this output directory taken out.</summary>
    public string[] Log => Array.ConvertAll(Result.ErrorLines, line => line.Replace(_folder.Path, "FOLDER"));

    /// <summary>By the program under test.</summary>
    public static Fetch Native(int port, params string[] arguments)
    {
        return new Fetch(NativeBinary.Path, ToolOptions.Default, port, arguments, []);
    }

    public static Fetch NativeWithFiles(int port, IEnumerable<string> queryFiles, params string[] arguments)
    {
        return new Fetch(NativeBinary.Path, ToolOptions.Default, port, arguments, queryFiles);
    }

    public static Fetch ByReferenceWithFiles(int port, IEnumerable<string> queryFiles, params string[] arguments)
    {
        return new Fetch(Reference.Path, Reference.Options, port, arguments, queryFiles);
    }

    /// <summary>By the reference.</summary>
    public static Fetch ByReference(int port, params string[] arguments)
    {
        return new Fetch(Reference.Path, Reference.Options, port, arguments, []);
    }

    /// <summary>A file of the output directory; fails where it is no DICOM file.</summary>
    public Part10File File(string name)
    {
        return Part10File.Read(_folder.File(name)) ?? throw new AssertFailedException($"{name} is not a DICOM file: {Result}");
    }

    /// <summary>Fails unless dcmdump reads every file; it may warn of what the sender wrote.</summary>
    public void ExpectDumpable()
    {
        if (Names.Length > 0)
        {
            ToolResult dump = Tool.Dcmtk("dcmdump", "+sd", _folder.Path);
            Assert.IsFalse(Array.Exists(dump.ErrorLines, line => line[0] is 'E' or 'F'), dump.ErrorText);
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
    }
}
