using GetScu.Net.Log;
using GetScu.Tests.Support;

namespace GetScu.Tests.CommandLine;

/// <summary>
/// Odd and wrong command lines through the reference and through this program: the same last line on standard error, the
/// same exit status, nothing on standard output. PORT is a port that refuses, so a line that is accepted shows.
/// </summary>
[TestClass]
public sealed class ReferenceCommandLineTests
{
    /// <summary>See <see cref="Words"/>; a number of rows name files that <see cref="Prepare"/> makes.</summary>
    private static readonly string[] Lines =
    [
        // Parameters.
        "a", "a 1", "a abc", "a 0", "a 70000", "a 65535", "a 65536", "a -1", "a -5", "a +5", "a -", "- 1", "+ 1", "- +",
        "a 010", "a ''", "'' 1", "a ~1", "a 1~", "a 99999999999", "a 4294967296", "a 18446744073709551617", "a -0", "a +0",
        "a +70000", "a 00000000001", "a abc1", "a x65535", "a 2147483648", "a -4294967295", "a 1 2", "a 1 b c d", "a 1 ''",
        "a 1 ~", "a 1 -", "a 1 -2", "a 1 - -k A", "a 1 /nonexistent", "a 1 /nonexistent -k A", "a 1 /etc/passwd q.dcm",
        "a 1 DIR/none", "-1 a 1", "+1 a 1", "-1x a 1", "-0 a 1", "-9a 1", "+9a 1 /nonexistent",
        // Names.
        "--foo", "--foo a", "a --foo", "a 1 --foo", "--", "-- a 1", "-vv a 1", "-V", "+V", "-x", "+x", "-x+", "-.5 a 1",
        "--1 a 1", "a ++1", "--ke A a 1", "--key=A a 1", "--KEY A a 1", "-K x a 1", "-pdu16384 a 1", "--max-pdu=16384 a 1",
        "+xe +xz a 1", "-xs a 1", "+xI a 1", "--prefer-zstd a 1", "-x=1 a 1", "-a", "+a", "-~ a 1", "a -~1", "a +~1",
        "--foo --bar", "-k --foo --bar", "--foo -h", "-h --foo", "--version --foo", "-h -k", "-h -to", "--arguments --foo",
        "-q --foo", "--foo -q", "-\u00E9 a 1",
        // Values that are missing.
        "-k", "-aet", "-aec", "-to", "-ta", "-td", "-pdu", "--repeat", "-od", "-ll", "-lc", "--key", "a 1 -k", "a 1 -k A -od",
        "-k 0008,0052", "-k -h", "-to -h", "-k -k -k", "-q -k",
        // Numbers.
        "-to 0 a 1", "-to abc a 1", "-to -1 a 1", "-to '' a 1", "-to ~5 a 1", "-to +5 a 1", "-to -0 a 1", "-to 00 a 1",
        "-to - a 1", "-to + a 1", "-to -x a 1", "-to --1 a 1", "-to --foo a 1", "-to -~1 a 1", "-to 99999999999 a 1",
        "-to -99999999999999999999 a 1", "-to 99999999999999999999999 a 1", "-to 0 -to 5 a 1", "-to 5 -to 0 a 1",
        "-to abc -to 5 a 1", "-ta 0 a 1", "-ta -1 a 1", "-ta abc a 1", "-td 0 a 1", "-td -1 a 1", "-td abc a 1",
        "--repeat 0 a 1", "--repeat -1 a 1", "--repeat abc a 1", "--repeat '' a 1", "--repeat -0 a 1", "--repeat +1 a 1",
        "--repeat 4294967296 a 1", "--repeat -~1 a 1", "-pdu 4095 a 1", "-pdu 4096 a 1", "-pdu 131072 a 1", "-pdu 131073 a 1",
        "-pdu abc a 1", "-pdu 0 a 1", "-pdu -5 a 1", "-pdu '' a 1", "-pdu +16384 a 1", "-pdu ~16384 a 1", "-pdu 004096 a 1",
        "-pdu 99999999999 a 1", "-pdu 5 -pdu 16384 a 1", "-pdu 4096 -pdu abc a 1",
        // Conflicts, and the rightmost of several.
        "-B +B a 1", "+B -B a 1", "+B -B +B a 1", "-B +B -B a 1", "--ignore -B a 1", "-B --ignore a 1", "--ignore +B a 1",
        "+B --ignore a 1", "-B +B --ignore a 1", "+B -B --ignore a 1", "--ignore --ignore a 1", "--ignore -od DIR a 1",
        "-od DIR --ignore a 1", "-od DIR --ignore -B a 1", "+B -od DIR -B a 1", "+B -B --ignore -od DIR a 1", "-P -S -O a 1",
        "-xe -xi a 1", "-xi +xi a 1", "+x= -x= a 1", "--repeat 5 --abort a 1",
        // Log options.
        "-ll debug -v a 1", "-v -ll debug a 1", "-ll debug -q a 1", "-ll debug -d a 1", "-v -q -ll info a b", "-q -ll debug a",
        "-ll foo a 1", "-ll foo -v a 1", "-ll '' a 1", "-ll ~info a 1", "-ll warning a 1", "-ll fatale a 1", "-ll DEBUG a 1",
        "-ll Info a b", "-ll trace a 0", "-ll foo -ll info a 1", "-ll info -ll foo a 1", "-ll fatal a b", "-ll error a b",
        "-ll off a b", "-ll all a b", "-ll fatal -ll error a b", "-q a 1", "-q a b", "-q", "-q a", "-q -v a b", "-v -q a b",
        "-q -d a 1", "-d -q a 1", "-q -to 0 a 1", "-q a 1 /nonexistent", "+v a 1", "+v -v a 1", "+v -d a 1", "+v -q a 1",
        "+v -ll info a 1", "+v -ll debug a 1", "+v -ll warn a 1", "-ll info -ll warn +v a 1", "+v -d -q a 1", "+v -q -d a 1",
        "-lc /nonexistent a 1", "-lc DIR a 1", "-lc '' a 1", "-lc /nonexistent -v a 1", "-lc /nonexistent -q a 1",
        "-lc /nonexistent -ll info a 1", "-lc /nonexistent -ll foo a 1", "-lc /nonexistent -ll foo -v a 1", "-lc /nonexistent a",
        "-lc DIR/log.cfg a 1", "-lc DIR/log.cfg a b", "-lc DIR/log.cfg -ll foo a b", "-lc DIR/log.cfg -d a 1",
        "-lc DIR/log.cfg -lc /nonexistent a 1", "-lc /nonexistent -lc DIR/log.cfg a 1",
        "-lc DIR/log.cfg +v a b", "-lc DIR/warn.cfg a b", "-lc DIR/warn.cfg +v a b", "-lc DIR/fatal.cfg a b", "-lc DIR/fatal.cfg +v a 1",
        "-lc DIR/loud.cfg a b", "-lc DIR/loud.cfg +v a b", "-lc DIR/calm.cfg a b", "-lc DIR/calm.cfg +v a b", "-lc DIR/blank a b",
        "-lc DIR/pair a b", "--arguments -lc DIR/log.cfg a b", "--arguments -lc DIR/fatal.cfg a b", "--arguments -lc DIR/loud.cfg a b",
        // What is looked at first.
        "a b -to 0", "a b -ll foo", "a b +v", "a 70000 -ll foo", "a b -B +B", "a b /nonexistent", "a 0 -B --ignore",
        "a b -k x -od /nonexistent", "a b -od x --ignore", "a b +B --ignore", "-lc /nonexistent -to 0 a b", "-lc /nonexistent +v a 1",
        "-to 0 +v a b", "-to 0 -ta 0 a 1", "-ta 0 -to 0 a 1", "-td 0 -ta 0 a 1", "-pdu 0 -td 0 a 1", "-pdu 0 --repeat 0 a 1",
        "--repeat 0 -pdu 0 a 1", "--repeat 0 -td 0 a 1", "-to 0 -B --ignore a 1", "-B --ignore -pdu 1 a 1",
        "-od x --ignore --repeat 0 a 1", "--repeat 0 a b", "-pdu 0 a b", "a 1 /nonexistent -to 0", "a 1 /nonexistent -B --ignore",
        "a 1 /nonexistent -od /nonexistent",
        // Command files.
        "@/nonexistent", "@nonexistent --foo", "--foo @nonexistent", "-k @nonexistent", "-h @nonexistent", "-q @nonexistent",
        "--version @nonexistent", "@nonexistent'x", "@@DIR/pair", "@DIR/pair", "@DIR/pair @DIR/pair", "-k @DIR/pair",
        "-k @DIR/pair x", "@DIR/option", "a @", "@", "@ @", "@DIR/blank a", "@DIR/nested", "@DIR/quotes", "@DIR/open",
        // The expanded command line.
        "--arguments a b", "--arguments a b -to 0", "--arguments -q a b", "-q --arguments a b", "--arguments -ll foo a b",
        "--arguments a~b c\"d", "--arguments it's 1", "--arguments +v a 1", "--arguments -v -ll info a 1", "--arguments a 1 +v",
        "--arguments -lc /nonexistent a 1", "--arguments a", "--arguments @DIR/pair", "--arguments @DIR/quotes",
        "--arguments -ll off a b", "--arguments -aec B -S +xe -od . -k (0010,0010)=X*~Y a b", "--arguments @DIR/nested",
        "--arguments a 1 \u00E9",
    ];

    /// <summary>So many lines as there are; none gets lost unseen.</summary>
    private const int LineCount = 315;

    [TestMethod]
    public void Same_error_and_exit_status()
    {
        using TempFolder folder = new();
        Prepare(folder);
        Assert.HasCount(LineCount, Lines);
        Table.Run(Lines, line => line, line =>
        {
            string[] words = Words.Of(line, folder.Path);
            ToolResult expected = Reference.Run(words).ExpectStatus(1);
            ToolResult actual = NativeBinary.Run(words).ExpectStatus(1);
            Assert.AreEqual(LastLine(expected), LastLine(actual));
            // --arguments
            Assert.AreEqual(Information(expected), Information(actual));
            Assert.AreEqual("", actual.OutputText);
        });
    }

    [TestMethod]
    public void Same_end_where_the_network_is_reached()
    {
        using TempFolder folder = new();
        Prepare(folder);
        using ClosedPort port = new();
        string[] lines =
        [
            "127.0.0.1 PORT -k 0008,0052=X", "-k 0008,0052=X 127.0.0.1 -v PORT", "127.0.0.1 +0PORT -k 0008,0052=X",
            "-B +B 127.0.0.1 PORT -k 0008,0052=X", "-od DIR 127.0.0.1 PORT -k 0008,0052=X -to 5 -ta 3 -td 2",
            "localhost -od /nonexistent PORT -k 0008,0052=X", "-q -od '' 127.0.0.1 PORT -k 0008,0052=X", "-q 127.0.0.1 PORT -k 0008,0052=X",
            "-ll off 127.0.0.1 PORT -k 0008,0052=X", "--arguments 127.0.0.1 PORT -k 0008,0052=X -od /nonexistent",
            "-lc DIR/log.cfg 127.0.0.1 PORT -k 0008,0052=X", "127.0.0.1~ PORT -k 0008,0052=X", "127.0.0.1~~ PORT -k 0008,0052=X",
        ];
        Table.Run(lines, line => line, line =>
        {
            string[] words = Words.Of(line.Replace("PORT", port.Number), folder.Path);
            ToolResult expected = Reference.Run(words).ExpectStatus(1);
            ToolResult actual = NativeBinary.Run([.. words, "--dcmtk-exit-status"]).ExpectStatus(1);
            Assert.AreEqual(Fatal(expected), Fatal(actual));
        });
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-h")]
    [DataRow("a --help")]
    [DataRow("-to abc -h")]
    [DataRow("-h -ll foo")]
    [DataRow("--version")]
    [DataRow("--version -h")]
    [DataRow("-h --version")]
    [DataRow("--version a 1 2 3")]
    [DataRow("-q --version")]
    [DataRow("--arguments -h")]
    [DataRow("--arguments --version")]
    [DataRow("@DIR/help")]
    [DataRow("@DIR/blank")]
    [DataRow("@DIR/pair -h")]
    public void Same_special_texts(string line)
    {
        using TempFolder folder = new();
        Prepare(folder);
        ToolResult expected = Reference.Run(Words.Of(line, folder.Path)).ExpectStatus(0);
        ToolResult actual = NativeBinary.Run(Words.Of(line, folder.Path)).ExpectStatus(0);
        Assert.AreEqual("", actual.ErrorText);
        Assert.AreEqual(expected.OutputText.Contains("--help"), actual.OutputText.Contains("--help"));
        Assert.AreEqual("", expected.ErrorText);
    }

    private const string TlsHeading = "transport layer security (TLS) options:";

    [TestMethod]
    public void Help_names_the_same_options_in_the_same_order()
    {
        List<string> expected = Names(Reference.Run("--help").OutputLines);
        string[] lines = NativeBinary.Run("--help").OutputLines;
        int secure = Array.IndexOf(lines, TlsHeading);
        Assert.IsPositive(secure);
        List<string> actual = Names(lines[..secure]);
        CollectionAssert.AreEqual(expected, actual);
    }

    /// <summary>The reference's getscu has TLS from 3.6.9 on, its other tools have had it before.</summary>
    [TestMethod]
    public void Help_names_the_options_of_TLS_as_the_references_other_tools()
    {
        string[] later = ["+ph --list-profiles", "+pg --profile-8996", "+pm --profile-8996-mod", "+pb --profile-basic", "--no-sni", "--request-sni"];
        string[] lines = Tool.Run(Tool.Find("storescu", "dcmtk"), ToolOptions.Default, "--help").OutputLines;
        List<string> expected = Rows(lines[Array.IndexOf(lines, TlsHeading)..]);
        Assert.HasCount(25, expected);
        lines = NativeBinary.Run("--help").OutputLines;
        int own = Array.IndexOf(lines, "options of this program alone:");
        List<string> actual = Rows(lines[Array.IndexOf(lines, TlsHeading)..own]);
        Assert.AreEqual(later.Length, actual.RemoveAll(row => Array.IndexOf(later, row) >= 0));
        CollectionAssert.AreEqual(expected, actual);

        // The columns differ; descriptions begin with no sign.
        static List<string> Rows(string[] help)
        {
            List<string> rows = [.. help.Select(line => string.Join(' ', line
                .Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word[0] is '-' or '+')))];
            rows.RemoveAll(row => row.Length == 0);
            return rows;
        }
    }

    private static void Prepare(TempFolder folder)
    {
        folder.Write("pair", "a 1\n"u8);
        folder.Write("option", "--foo"u8);
        folder.Write("help", " -h "u8);
        folder.Write("blank", " \r\n\t"u8);
        folder.Write("nested", "a @pair"u8);
        folder.Write("quotes", "a 'b \"c' -k \"0008,0052='X'\" d'e f'g"u8);
        folder.Write("open", "a 'b c"u8);
        Configure("log.cfg", "INFO", "");
        Configure("warn.cfg", "WARN", "");
        Configure("fatal.cfg", "FATAL", "");
        Configure("loud.cfg", "FATAL", "log4cplus.logger.dcmtk.apps.getscu = INFO");
        Configure("calm.cfg", "INFO", "log4cplus.logger.dcmtk.apps.getscu = FATAL");

        void Configure(string name, string root, string logger)
        {
            folder.Write(name, System.Text.Encoding.ASCII.GetBytes($"""
                log4cplus.rootLogger = {root}, console
                {logger}
                log4cplus.appender.console = log4cplus::ConsoleAppender
                log4cplus.appender.console.logToStdErr = true
                log4cplus.appender.console.layout = log4cplus::PatternLayout
                log4cplus.appender.console.layout.ConversionPattern = %P: %m%n

                """));
        }
    }

    private static string LastLine(ToolResult result)
    {
        return result.Error.Length == 0 ? "" : result.ErrorLines[^1];
    }

    /// <summary>What --arguments shows; each program begins with the path that it was called by.</summary>
    private static string Information(ToolResult result)
    {
        string[] lines = Array.FindAll(result.ErrorLines, line => line.StartsWith("I: ", StringComparison.Ordinal));
        return string.Join('\n', lines).Replace($"'{Reference.Path}'", "PROGRAM").Replace($"'{NativeBinary.Path}'", "PROGRAM");
    }

    private static string Fatal(ToolResult result)
    {
        return string.Join('\n', Array.FindAll(result.ErrorLines, line => line.StartsWith("F: ", StringComparison.Ordinal)));
    }

    private static List<string> Names(string[] help)
    {
        List<string> names = [];
        foreach (string line in help)
        {
            if (line.Length > 10 && line[..10].Trim(' ') is "" or ['-' or '+', ..])
            {
                names.AddRange(line[..Math.Min(33, line.Length)].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return names;
    }
}
