using System.Collections.Concurrent;

using GetScu.Net.Transport;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Plays one row with the native binary and compares what comes of it with the table.</summary>
internal static class ConductRun
{
    /// <summary>Whatever a peer declares or sends.</summary>
    private const long PeakLimitKiB = 64 * 1024;

    /// <summary>Two texts of a peer, each cut at 256 characters, and what is said of them; a character may be shown as four.</summary>
    private const int LongestLine = 1024;

    private static readonly ToolOptions Options = new() { Measure = true, Deadline = TimeSpan.FromSeconds(30) };

    /// <summary>Peak resident memory by row.</summary>
    public static ConcurrentDictionary<string, long> Peaks { get; } = [];

    public static void Play(ConductRow row, ConductLine expected)
    {
        string[] binaries = row.NeedsTls || row.Tls is not null ? [NativeBinary.Dynamic, NativeBinary.Tls] : [NativeBinary.Path];
        Array.ForEach(binaries, binary => Play(row, expected, binary));
    }

    private static void Play(ConductRow row, ConductLine expected, string binary)
    {
        using TempFolder folder = new();
        using Scene scene = new(folder.Folder("out"));
        using Mount? disk = row.Disk is null ? null : new Mount(scene.Output, row.Disk);
        scene.Disk = disk;
        using FreezableDisk? freezable = row.Freezes ? new FreezableDisk(scene.Output) : null;
        scene.Freezable = freezable;
        row.Prepare?.Invoke(scene);
        ToolResult result = Run(row, scene, folder, binary);
        string[] log = Array.ConvertAll(RunSummary.Without(result.AllErrorLines), line => line.Replace(scene.Output, "DIR"));
        ConductLine actual = ConductLine.Of(row.Id, scene.Sent, result.Status, log, NamesIn(scene.Output));
        Peaks[row.Id] = result.Use!.Value.PeakKiB;
        if (!expected.Matches(actual, log, NamesIn(scene.Output)))
        {
            Assert.Fail($"expected and actual, as in the table, by {binary}:\n{expected}\n{actual}");
        }

        Assert.AreEqual("", result.OutputText, "standard output");
        Assert.IsLessThanOrEqualTo(LongestLine, log.Max(line => (int?)line.Length) ?? 0, "characters of a line of the log");
        Assert.IsLessThanOrEqualTo(PeakLimitKiB, result.Use!.Value.PeakKiB, "peak resident memory in KiB");
        if (row.Waits is int seconds)
        {
            // The system's tick makes a wait a little shorter, a loaded machine much longer.
            Assert.IsInRange(seconds - 0.1, seconds + 15, result.Elapsed.TotalSeconds, "seconds that it lasted");
        }

        row.Check?.Invoke(scene, result);
    }

    private static ToolResult Run(ConductRow row, Scene scene, TempFolder folder, string binary)
    {
        if (!row.Connects)
        {
            using RunningTool alone = StartTool(row, scene, folder, binary, port: scene.Port ?? 9);
            scene.Start(alone);
            row.Meanwhile?.Invoke(scene);
            return alone.Wait();
        }

        using ScriptedScp peer = ScriptedScp.Start(
            row.Tls, [.. ((Action<Scene>[])[row.Script, .. row.Then]).Select(script => (Action<Conversation>)(peer => PlayPeer(script, scene, peer)))]);
        using RunningTool tool = StartTool(row, scene, folder, binary, peer.Port);
        scene.Start(tool);
        ToolResult result = tool.Wait();
        try
        {
            peer.Finish();
        }
        catch (Exception error)
        {
            throw new AssertFailedException($"{error.Message}\n--- {result}", error);
        }

        Assert.AreEqual(row.IsRefused, peer.HandshakeFailure is not null, $"{peer.HandshakeFailure}\n--- {result}");
        return result;
    }

    private static void PlayPeer(Action<Scene> script, Scene scene, Conversation conversation)
    {
        scene.Begin(conversation);
        script(scene);
        try
        {
            conversation.Serve();
        }
        catch (Exception error) when (error is ObjectDisposedException or FormatException)
        {
            // The script has ended the connection itself, or the program within a message.
        }
    }

    private static RunningTool StartTool(ConductRow row, Scene scene, TempFolder folder, string binary, int port)
    {
        List<string> arguments = [.. row.Arguments];
        if (!arguments.Contains("--ignore") && !arguments.Contains("-od"))
        {
            arguments.AddRange(["-od", scene.Output]);
        }

        List<string> files = [];
        for (int i = 0; i < row.QueryFiles; i++)
        {
            byte[] query = new DataSetBuilder(Uids.ImplicitLittle).Add(0x00080052, "CS", "STUDY").Add(0x0020000D, "UI", $"1.2.{i}").Build();
            files.Add(folder.Write($"query{i}", query));
        }

        if (row.QueryFile is not null)
        {
            files.Add(folder.Write("query", row.QueryFile));
        }

        arguments.AddRange([.. files.Count == 0 ? row.Query ?? Exchange.Query : [], "127.0.0.1", $"{port}", .. files]);
        return row.Shell is null
            ? RunningTool.Start(binary, Options, [.. arguments])
            : RunningTool.Start("/bin/sh", Options, ["-c", $"{row.Shell(scene)} \"$0\" \"$@\"", binary, .. arguments]);
    }

    private static string[] NamesIn(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        string[] names = Array.ConvertAll(Directory.GetFileSystemEntries(folder), path => Path.GetFileName(path));
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}
