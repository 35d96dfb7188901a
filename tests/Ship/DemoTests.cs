using System.Text.RegularExpressions;

using GetScu.Net.Transport;
using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>tests/demo.sh: what it prints works, and README's session as typed.</summary>
[TestClass]
public sealed class DemoTests
{
    private static readonly string Script = Repository.PathOf("tests", "demo.sh");

    /// <summary>It builds the server, on a loaded machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [TestMethod]
    public void Serves_README_and_what_it_prints()
    {
        using RunningTool demo = RunningTool.Start(Script, new ToolOptions { Deadline = 2 * Patience }, "--serve", "--port", "0");
        Assert.IsTrue(demo.Output.WaitFor("runs until Ctrl-C ends it", Patience), "the server does not start");
        string[] said = System.Text.Encoding.UTF8.GetString(demo.Output.Bytes).Split('\n');
        string port = Regex.Match(string.Join('\n', said), "listens at port ([0-9]+) of localhost").Groups[1].Value;

        ReadmeSession session = ReadmeSession.Find(Documents.Text(Documents.Readme));
        using TempFolder folder = new();
        File.CreateSymbolicLink(folder.File("publish"), Repository.PathOf("publish"));
        ToolResult shown = Run(folder, "exec 2>&1\n" + session.Commands.Replace("localhost 11112", $"localhost {port}"));
        Assert.IsTrue(session.Matches(shown.OutputText), shown.OutputText);
        CollectionAssert.AreEqual(
            new[] { "1.1", "1.2", "2.1", "2.2" },
            Array.ConvertAll(Names(folder), name => name[^3..]));

        string[] commands = Array.FindAll(said, line => line.EndsWith($" localhost {port}", StringComparison.Ordinal));
        Assert.AreEqual(commands.Length, said.Count(line => Regex.IsMatch(line, "^# [0-9]+ objects?$")));
        Assert.IsNotEmpty(commands);
        foreach (string command in commands)
        {
            int count = int.Parse(said[Array.IndexOf(said, command) - 1].Split(' ')[1]);
            using TempFolder one = new();
            one.Folder("incoming");
            Run(one, command);
            Assert.HasCount(count, Names(one), command);
        }

        demo.Signal(RunningTool.SigTerm);
        demo.Wait().ExpectStatus(143);
    }

    [TestMethod]
    [DataRow("--foo", "unknown option --foo (see --help)")]
    [DataRow("--port", "missing value for --port")]
    [DataRow("--port x", "not a port: x")]
    [DataRow("/nonexistent", "no such folder: /nonexistent")]
    [DataRow("/tmp /tmp", "one folder at most")]
    public void Bad_options(string arguments, string message)
    {
        ToolResult result = Tool.Run(Script, ToolOptions.Default, arguments.Split(' ')).ExpectStatus(1);
        Assert.AreEqual($"demo.sh: {message}\n", result.ErrorText);
    }

    private static ToolResult Run(TempFolder folder, string command)
    {
        return Tool.Run("/bin/bash", new ToolOptions { Folder = folder.Path }, "-e", "-c", command).ExpectStatus(0);
    }

    private static string[] Names(TempFolder folder)
    {
        string[] names = Array.ConvertAll(Directory.GetFiles(folder.File("incoming")), path => Path.GetFileName(path));
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}
