using System.Reflection;
using System.Runtime.InteropServices;

using GetScu.Net.Log;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Tests.Support;

using Parser = GetScu.CommandLine;

namespace GetScu.Tests.CommandLine;

/// <summary>What the native program prints and how it ends, without a peer.</summary>
[TestClass]
public sealed class ProgramTests
{
    [TestMethod]
    [DataRow(nameof(Outcome.Complete), 0, 0)]
    [DataRow(nameof(Outcome.QueryFileUnreadable), 20, 1)]
    [DataRow(nameof(Outcome.QueryFileNotDicom), 22, 1)]
    [DataRow(nameof(Outcome.CannotWriteObject), 40, 0)]
    [DataRow(nameof(Outcome.OutputDirectoryUnusable), 45, 1)]
    [DataRow(nameof(Outcome.NoNetwork), 60, 1)]
    [DataRow(nameof(Outcome.NoAssociation), 61, 1)]
    [DataRow(nameof(Outcome.CannotSendRequest), 62, 1)]
    [DataRow(nameof(Outcome.NoGetContext), 66, 1)]
    [DataRow(nameof(Outcome.CannotRelease), 67, 0)]
    [DataRow(nameof(Outcome.Incomplete), 68, 0)]
    [DataRow(nameof(Outcome.KeyFileWrong), 1, 1)]
    [DataRow(nameof(Outcome.FinalFailure), 69, 0)]
    [DataRow(nameof(Outcome.AssociationBroken), 69, 1)]
    [DataRow(nameof(Outcome.InternalError), 69, 1)]
    [DataRow(nameof(Outcome.Interrupted), 130, 130)]
    [DataRow(nameof(Outcome.Terminated), 143, 143)]
    public void Exit_status(string outcome, int status, int asReference)
    {
        Assert.AreEqual(status, Program.ExitStatus(Enum.Parse<Outcome>(outcome), asReference: false));
        Assert.AreEqual(asReference, Program.ExitStatus(Enum.Parse<Outcome>(outcome), asReference: true));
    }

    [TestMethod]
    public void Every_outcome_has_its_row_above()
    {
        MethodInfo method = (MethodInfo)MethodBase.GetMethodFromHandle(((Action<string, int, int>)Exit_status).Method.MethodHandle)!;
        List<string> rows = [];
        foreach (DataRowAttribute row in method.GetCustomAttributes<DataRowAttribute>())
        {
            rows.Add((string)row.Data[0]!);
        }

        CollectionAssert.AreEquivalent(Enum.GetNames<Outcome>(), rows);
    }

    [TestMethod]
    public void Version()
    {
        ToolResult result = NativeBinary.Run("--version").ExpectStatus(0);
        Assert.AreEqual("", result.ErrorText);
        string version = typeof(Parser).Assembly.GetName().Version!.ToString(3);
        Assert.AreEqual($"getscu {version}, stands in for DCMTK getscu 3.6.8", result.OutputLines[0]);
        StringAssert.Contains(result.OutputText, $"Runtime identifier: linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}\n");
        StringAssert.Matches(result.OutputText, new("\nLinkage: (static|dynamic)\n"));
        StringAssert.Contains(result.OutputText, "Deflated transfer syntaxes: supported");
    }

    [TestMethod]
    [DataRow("-k 0010,0000=4")]
    [DataRow("-k FFFC,FFFC")]
    public void A_query_without_anything_to_send_is_an_error(string keys)
    {
        ToolResult result = NativeBinary.Run([.. Words.Of(keys), "127.0.0.1", "1"]).ExpectStatus(1);
        Assert.AreEqual("error: query is empty", result.ErrorText.TrimEnd().Split('\n')[^1]);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-h")]
    [DataRow("--help")]
    [DataRow("peer --help 104")]
    [DataRow("-v -ll nonsense --help -to abc")]
    public void Help_is_on_standard_output(string line)
    {
        ToolResult result = NativeBinary.Run(Words.Of(line)).ExpectStatus(0);
        Assert.AreEqual(Parser.Help(), result.OutputText);
        Assert.AreEqual("", result.ErrorText);
    }

    [TestMethod]
    [DataRow("--help", ">/dev/full", "No space left on device")]
    [DataRow("--version", ">/dev/full", "No space left on device")]
    [DataRow("", ">/dev/full", "No space left on device")]
    [DataRow("--help", ">&-", "Bad file descriptor")]
    [DataRow("--version", ">&-", "Bad file descriptor")]
    [DataRow("--version", "</dev/null 1<&0", "Bad file descriptor")]
    public void A_text_that_does_not_get_out_is_an_error(string option, string output, string reason)
    {
        ToolResult result = Shell($"exec \"$0\" {option} {output}").ExpectStatus(1);
        Assert.AreEqual($"error: cannot write to standard output: {reason}", result.ErrorLines[^1]);
    }

    /// <summary>Three are standard input, output and error; a connection, a pipe, a directory and a file come on top.</summary>
    [TestMethod]
    [DataRow(3, "", true)]
    [DataRow(4, "", true)]
    [DataRow(5, "", true)]
    [DataRow(9, "", true)]
    [DataRow(10, "", false)]
    [DataRow(15, "--associations 3", true)]
    [DataRow(17, "--associations 3", false)]
    [DataRow(3, "--ignore", true)]
    [DataRow(5, "--ignore", true)]
    [DataRow(6, "--ignore", false)]
    [DataRow(8, "--ignore --associations 4", true)]
    [DataRow(9, "--ignore --associations 4", false)]
    public void Too_few_descriptors_are_said(int limit, string option, bool isShort)
    {
        using ClosedPort port = new();
        ToolResult result = Shell($"ulimit -n {limit}; exec \"$0\" {option} -k 0008,0052=X 127.0.0.1 {port.Number}");
        result.ExpectStatus(isShort ? 60 : 61);
        string expected = isShort
            ? "F: too few file descriptors: raise the limit (ulimit -n)"
            : "F: Could not negotiate association: TCP Initialization Error: Connection refused";
        Assert.AreEqual(expected, result.ErrorLines[^1]);
        // A run that follows a plan says before what it has no plan for.
        Assert.AreEqual(isShort || !option.Contains("associations") ? 1 : 2, result.ErrorLines.Length);
    }

    /// <summary>Every name that a command line has, beside the same run with a name of letters.</summary>
    [TestMethod]
    public void Names_of_files_and_folders_are_bytes()
    {
        using TempFolder archive = new();
        archive.Write("a", Synthetic.File(Uids.CtImage, "1.2.3.1"));
        using GetScp server = GetScp.Start(archive.Path);
        byte[] query = new DataSetBuilder().Add(0x00080052, "CS", "STUDY").Add(0x0020000D, "UI", "").Build();
        string[] logs = Array.ConvertAll(["n", "$(printf 'n\\351')"], name =>
        {
            using TempFolder folder = new();
            folder.Write("query", Part10File.Build(Uids.CtImage, "1.2.3", Uids.ExplicitLittle, query));
            ToolResult result = Tool.Run("/bin/sh", new ToolOptions { Folder = folder.Path }, "-c", $"""
                n={name}
                mkdir "$n.out"
                mv query "$n.query"
                echo "-S -od '$n.out'" > "$n.options"
                printf '(0011,1001)\tLO\tOwnKeyword\t1\town\n' > "$n.dic"
                echo 'log4cplus.rootLogger = INFO, a
                log4cplus.appender.a = log4cplus::ConsoleAppender
                log4cplus.appender.a.logToStdErr = true' > "$n.cfg"
                DCMDICTPATH=$n.dic "$0" -lc "$n.cfg" "@$n.options" -k OwnKeyword 127.0.0.1 {server.Port} "$n.query" || exit $?
                ls "$n.out"
                """, NativeBinary.Path);
            result.ExpectStatus(0);
            Assert.AreEqual("CT.1.2.3.1\n", result.OutputText);
            return string.Join('\n', RunSummary.Without(result.ErrorLines));
        });
        Assert.AreEqual(logs[0], logs[1]);
        StringAssert.Contains(logs[0], "Received C-GET Response (Success)");
    }

    [TestMethod]
    public void An_error_is_the_last_line_of_standard_error()
    {
        ToolResult result = NativeBinary.Run("--foo").ExpectStatus(1);
        Assert.AreEqual(Program.ErrorText("Unknown option --foo", "getscu --help lists the options"), result.ErrorText);
        Assert.AreEqual("", result.OutputText);
    }

    [TestMethod]
    public void Bytes_of_arguments_that_are_not_UTF8_come_back_as_given()
    {
        // The shell makes the byte; .NET cannot pass one.
        ToolResult result = Shell("exec \"$0\" peer 104 \"x$(printf '\\351')\u00E9\"").ExpectStatus(1);
        byte[] end = [.. "error: cannot access file: x"u8, 0xE9, .. "\u00E9\n"u8];
        CollectionAssert.AreEqual(end, result.Error[^end.Length..], result.ToString());
    }

    [TestMethod]
    // Query files come first, since keys may rest on what is in them; then the output directory, and all before the network.
    [DataRow("-k nonsense -od /nonexistent", 1, "error: Bad override key/path: nonsense: ")]
    [DataRow("-q -k nonsense", 1, "error: Bad override key/path: nonsense: ")]
    [DataRow("-k nonsense -od /nonexistent /etc/passwd", 22, "F: cannot read query file /etc/passwd: ")]
    [DataRow("-k 0008,0052=X -od /nonexistent", 45, "F: specified output directory does not exist")]
    [DataRow("-k 0008,0052=X -od /proc/1", 45, "F: specified output directory is not writeable")]
    [DataRow("-k 0008,0052=X -od DIR /etc/passwd", 22, "F: cannot read query file /etc/passwd: ")]
    [DataRow("-k 0008,0052=X -od DIR /etc", 20, "F: cannot read query file /etc: ")]
    [DataRow("-k 0008,0052=X --ignore", 61, "F: Could not negotiate association: TCP Initialization Error: Connection refused")]
    [DataRow("-k 0008,0052=X --ignore --dcmtk-exit-status", 1, "F: Could not negotiate association: TCP Initialization Error: Connection refused")]
    [DataRow("-k 0008,0052=X -od /nonexistent --dcmtk-exit-status", 1, "F: specified output directory does not exist")]
    [DataRow("-q -k 0008,0052=X -od /nonexistent", 45, "F: specified output directory does not exist")]
    public void Everything_is_checked_before_anything_is_sent(string line, int status, string message)
    {
        using TempFolder folder = new();
        using ClosedPort port = new();
        ToolResult result = NativeBinary.Run(["127.0.0.1", port.Number, .. Words.Of(line, folder.Path)]).ExpectStatus(status);
        Assert.IsTrue(Array.Exists(result.ErrorLines, error => error.StartsWith(message, StringComparison.Ordinal)), result.ToString());
        Assert.AreEqual("", result.OutputText);
        Assert.IsEmpty(folder.Names);
    }

    [TestMethod]
    public void A_dictionary_that_cannot_be_loaded_ends_the_run()
    {
        ToolOptions options = new() { Environment = new Dictionary<string, string?> { ["DCMDICTPATH"] = "/nonexistent/a.dic" } };
        using ClosedPort port = new();
        ToolResult result = NativeBinary.Run(options, "127.0.0.1", port.Number, "-k", "0008,0052=X").ExpectStatus(1);
        StringAssert.StartsWith(result.ErrorLines[0], "E: DcmDataDictionary: Cannot open file: /nonexistent/a.dic");
        Assert.AreEqual("error: no data dictionary loaded, check environment variable: DCMDICTPATH", result.ErrorLines[^1]);
    }

    /// <summary>
    /// Else a file, the connection or the runtime's pipe for signals would become standard error, and the log would go
    /// there; the bytes of a log line in that pipe are signals.
    /// </summary>
    [TestMethod]
    [DataRow("2>&-", "+B")]
    [DataRow("2>&-", "--ignore")]
    [DataRow(">&- 2>&-", "+B")]
    [DataRow(">&- 2>&-", "--ignore")]
    [DataRow("<&- 2>&-", "--ignore")]
    [DataRow("<&- >&- 2>&-", "+B")]
    [DataRow("<&- >&- 2>&-", "--ignore")]
    public void Closed_standard_streams_do_no_harm(string closed, string mode)
    {
        using TempFolder archive = new();
        archive.Write("a", Synthetic.File(Uids.CtImage, "1.2.3.1"));
        using GetScp server = GetScp.Start(archive.Path);
        using TempFolder open = new();
        using TempFolder shut = new();
        string command = $"exec \"$0\" -d {mode} -S -k QueryRetrieveLevel=STUDY -k StudyInstanceUID 127.0.0.1 {server.Port} ";
        Tool.Run("/bin/sh", new ToolOptions { Folder = open.Path }, "-c", command, NativeBinary.Path).ExpectStatus(0);
        Tool.Run("/bin/sh", new ToolOptions { Folder = shut.Path }, "-c", command + closed, NativeBinary.Path).ExpectStatus(0);
        CollectionAssert.AreEqual(open.Names, shut.Names);
        foreach (string name in open.Names)
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(open.File(name)), File.ReadAllBytes(shut.File(name)));
        }
    }

    private static ToolResult Shell(string command)
    {
        return Tool.Run("/bin/sh", ToolOptions.Default, "-c", command, NativeBinary.Path);
    }
}
