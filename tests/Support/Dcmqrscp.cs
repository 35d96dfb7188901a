using System.Globalization;

using GetScu.Net.Transport;

namespace GetScu.Tests.Support;

/// <summary>
/// DCMTK's archive with one area for each AE title. It takes and gives one compressed transfer syntax and the
/// uncompressed ones, so each preference option has a process of its own over the same areas; so has each configuration of
/// several transfer syntaxes.
/// </summary>
internal sealed class Dcmqrscp : IDisposable
{
    private static readonly string[] Uncompressed = ["+x=", "+xe", "+xb", "+xi"];

    private readonly TempFolder _folder = new();
    private readonly string _configuration;
    private readonly string _anyTitle;
    private readonly Dictionary<string, (RunningTool Tool, int Port)> _processes = [];

    private Dcmqrscp(string[] titles)
    {
        string[] areas = Array.ConvertAll(titles, title => $"{title} {_folder.Folder(title)} RW (500, 1024mb) ANY");
        _anyTitle = titles[0];
        _configuration = _folder.File("dcmqrscp.cfg");
        File.WriteAllText(_configuration, $"""
            NetworkTCPPort  = 104
            MaxPDUSize      = 131072
            MaxAssociations = 64
            HostTable BEGIN
            HostTable END
            VendorTable BEGIN
            VendorTable END
            AETable BEGIN
            {string.Join('\n', areas)}
            AETable END

            """);
    }

    public static Dcmqrscp Start(params string[] titles)
    {
        Dcmqrscp server = new(titles);
        server.PortFor("+x=");
        return server;
    }

    /// <summary>Port of the process that prefers a transfer syntax, by the option of getscu for it.</summary>
    public int PortFor(string option)
    {
        string own = Array.IndexOf(Uncompressed, option) >= 0 && option != "+xi" ? option.Replace("+xe", "+x=") : option;
        return PortOf(own, () => [own]);
    }

    /// <summary>
    /// Port of the process that takes these storage classes in any of these transfer syntaxes, in this order of preference,
    /// and C-FIND and C-GET of the patient and study root.
    /// </summary>
    public int PortFor(IReadOnlyList<string> sopClasses, IReadOnlyList<string> transferSyntaxes)
    {
        string key = $"{string.Join(',', sopClasses)} {string.Join(',', transferSyntaxes)}";
        return PortOf(key, () => ["-xf", WriteProfile(sopClasses, transferSyntaxes), "IN", "OUT"]);
    }

    /// <summary>
    /// Puts files into an area as they are and has them listed there: also those of classes that its storage service does not
    /// take, or in transfer syntaxes that dcmsend does not know. No process may write to the area meanwhile.
    /// </summary>
    public void Index(string title, params string[] paths)
    {
        string area = _folder.Folder(title);
        List<string> names = [];
        foreach (string path in paths)
        {
            names.Add(Path.Combine(area, Path.GetFileName(path)));
            File.Copy(path, names[^1]);
        }

        Tool.Dcmtk("dcmqridx", [area, .. names]);
    }

    /// <summary>Sends files or folders into an area as they are. Returns what dcmsend said of it.</summary>
    public ToolResult Fill(string title, string option, params string[] paths)
    {
        return Fill(title, PortFor(option), paths);
    }

    /// <summary>The same by a process that has been started.</summary>
    public static ToolResult Fill(string title, int port, params string[] paths)
    {
        ToolOptions options = new() { Environment = NoDelay, Deadline = TimeSpan.FromSeconds(60) };
        string[] arguments =
        [
            "--decompress-never", "--no-halt", "--no-uid-checks", "+sd", "+r", "-v", "-aec", title,
            "127.0.0.1", port.ToString(CultureInfo.InvariantCulture), .. paths,
        ];
        return Tool.Run(Tool.Find("dcmsend", "dcmtk"), options, arguments);
    }

    public void Dispose()
    {
        foreach ((RunningTool tool, _) in _processes.Values)
        {
            tool.Dispose();
        }

        _folder.Dispose();
    }

    /// <summary>Without it every object takes 40 ms.</summary>
    private static readonly Dictionary<string, string?> NoDelay = new() { ["TCP_NODELAY"] = "1" };

    private bool IsReady(int[] ports)
    {
        string port = ports[0].ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["-to", "5", "-aec", _anyTitle, "127.0.0.1", port];
        return Tool.Run(Tool.Find("echoscu", "dcmtk"), ToolOptions.Default, arguments).Status == 0;
    }

    private int PortOf(string key, Func<string[]> options)
    {
        lock (_processes)
        {
            if (!_processes.TryGetValue(key, out (RunningTool Tool, int Port) process))
            {
                string[] words = options();
                (RunningTool tool, int[] ports) = ServerProcess.Start(1, ports => Launch(words, ports[0]), IsReady);
                _processes[key] = process = (tool, ports[0]);
            }

            return process.Port;
        }
    }

    private string WriteProfile(IReadOnlyList<string> sopClasses, IReadOnlyList<string> transferSyntaxes)
    {
        string[] services =
            [Uids.Verification, Uids.PatientRootFind, Uids.PatientRootGet, Uids.StudyRootFind, Uids.StudyRootGet];
        string file = _folder.File($"profile{_processes.Count}.cfg");
        File.WriteAllText(file, $"""
            [[TransferSyntaxes]]
            [SYNTAXES]
            {Numbered("TransferSyntax", transferSyntaxes)}
            [[PresentationContexts]]
            [CONTEXTS]
            {Numbered("PresentationContext", [.. services.Concat(sopClasses).Select(name => $"{name}\\SYNTAXES")])}
            [[SCPSCURoleSelection]]
            [ROLES]
            {Numbered("Role", [.. sopClasses.Select(name => $"{name}\\both")])}
            [[Profiles]]
            [IN]
            PresentationContexts = CONTEXTS
            SCPSCURoleSelection = ROLES
            [OUT]
            PresentationContexts = CONTEXTS

            """);
        return file;
    }

    private static string Numbered(string name, IReadOnlyList<string> values)
    {
        return string.Join('\n', values.Select((value, index) => $"{name}{index + 1} = {value}"));
    }

    private RunningTool Launch(string[] options, int port)
    {
        string[] arguments = ["-c", _configuration, "+B", "-dhl", .. options, port.ToString(CultureInfo.InvariantCulture)];
        return RunningTool.Start(Tool.Find("dcmqrscp", "dcmtk"), new ToolOptions { Environment = NoDelay }, arguments);
    }
}
