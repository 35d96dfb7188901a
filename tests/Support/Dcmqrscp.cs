using System.Globalization;

using GetScu.Net.Transport;

namespace GetScu.Tests.Support;

/// <summary>
/// DCMTK's archive with one area for each AE title. It takes and gives one compressed transfer syntax and the
/// uncompressed ones, so each preference option has a process of its own over the same areas.
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
        lock (_processes)
        {
            if (!_processes.TryGetValue(own, out (RunningTool Tool, int Port) process))
            {
                (RunningTool tool, int[] ports) = ServerProcess.Start(1, ports => Launch(own, ports[0]), IsReady);
                _processes[own] = process = (tool, ports[0]);
            }

            return process.Port;
        }
    }

    /// <summary>Sends files or folders into an area as they are. Returns what dcmsend said of it.</summary>
    public ToolResult Fill(string title, string option, params string[] paths)
    {
        ToolOptions options = new() { Environment = NoDelay, Deadline = TimeSpan.FromSeconds(60) };
        string[] arguments =
        [
            "--decompress-never", "--no-halt", "--no-uid-checks", "+sd", "+r", "-v", "-aec", title,
            "127.0.0.1", PortText(option), .. paths,
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

    private RunningTool Launch(string option, int port)
    {
        string[] arguments = ["-c", _configuration, "+B", "-dhl", option, port.ToString(CultureInfo.InvariantCulture)];
        return RunningTool.Start(Tool.Find("dcmqrscp", "dcmtk"), new ToolOptions { Environment = NoDelay }, arguments);
    }

    private string PortText(string option)
    {
        return PortFor(option).ToString(CultureInfo.InvariantCulture);
    }
}
