using GetScu.Dicom;
using GetScu.Net.Log;
using GetScu.Tests.Support;

using Parser = GetScu.CommandLine;

namespace GetScu.Tests.CommandLine;

/// <summary>Wrong command lines where this program is stricter than the reference or has options of its own.</summary>
[TestClass]
public sealed class CommandLineExceptionTests
{
    [TestMethod]
    // Numbers are whole and decimal.
    [DataRow("peer 104x", "Invalid parameter value 104x")]
    [DataRow("peer 0x10", "Invalid parameter value 0x10")]
    [DataRow("peer 1.5", "Invalid parameter value 1.5")]
    [DataRow("peer 70000x", "Invalid parameter value 70000x")]
    [DataRow("peer 1~2", "Invalid parameter value 1 2")]
    [DataRow("-to 5x peer 104", "Invalid value for option --timeout (5x)")]
    [DataRow("-ta 5.0 peer 104", "Invalid value for option --acse-timeout (5.0)")]
    [DataRow("-td 0x5 peer 104", "Invalid value for option --dimse-timeout (0x5)")]
    [DataRow("-pdu 16384abc peer 104", "Invalid value for option --max-pdu (16384abc)")]
    [DataRow("--repeat 1,000 peer 104", "Invalid value for option --repeat (1,000)")]
    [DataRow("--repeat \u0663 peer 104", "Invalid value for option --repeat (\u0663)")]
    // PS3.5 6.2, AE.
    [DataRow("-aet 12345678901234567 peer 104", "Invalid value for option --aetitle (more than 16 characters: 12345678901234567)")]
    [DataRow("-aec 12345678901234567 peer 104", "Invalid value for option --call (more than 16 characters: 12345678901234567)")]
    [DataRow("-aet ''", "Missing parameter peer")]
    [DataRow("-aet '' peer 104", "Invalid value for option --aetitle (empty)")]
    [DataRow("-aec ~~ peer 104", "Invalid value for option --call (empty)")]
    [DataRow("-aec A\\B peer 104", "Invalid value for option --call (backslash or control character)")]
    [DataRow("-aec A\tB peer 104", "Invalid value for option --call (backslash or control character)")]
    [DataRow("-aec A\u007F peer 104", "Invalid value for option --call (backslash or control character)")]
    // A command file may hold anything.
    [DataRow("-k A pe\0er 104", "Invalid parameter value pe\\x00er")]
    [DataRow("-k A \0 104", "Invalid parameter value \\x00")]
    [DataRow("-k A peer 104\0", "Invalid parameter value 104\0")]
    [DataRow("-aet A\0B peer 104", "Invalid value for option --aetitle (backslash or control character)")]
    [DataRow("-to 5\0 peer 104", "Invalid value for option --timeout (5\0)")]
    [DataRow("-lc a\0b peer 104", "Specified --log-config file does not exist")]
    [DataRow("-k A peer 104 a\0b", "cannot access file: a\0b")]
    // Own options.
    [DataRow("--cancel-grace -1 peer 104", "Invalid value for option --cancel-grace (underflow: -1)")]
    [DataRow("--cancel-grace abc peer 104", "Invalid value for option --cancel-grace (abc)")]
    [DataRow("--cancel-grace", "Missing value for option --cancel-grace")]
    public void Error_text(string line, string expected)
    {
        CommandLineException error = Assert.ThrowsExactly<CommandLineException>(() => Parse(line));
        Assert.AreEqual(expected, error.Message);
        Assert.AreNotEqual("", error.Hint);
    }

    [TestMethod]
    [DataRow("--timeout 0 peer 104", "--timeout takes [s]econds: integer (default: unlimited), 1 or more")]
    [DataRow("--key", "--key takes [k]ey: gggg,eeee='str', path or dictionary name='str'")]
    [DataRow("-V", "the version is told by --version; getscu --help lists the options")]
    [DataRow("--verbos peer 104", "did you mean --verbose? getscu --help lists the options")]
    [DataRow("--verb peer 104", "did you mean --verbose? getscu --help lists the options")]
    [DataRow("--Study peer 104", "did you mean --study? getscu --help lists the options")]
    [DataRow("-K peer 104", "did you mean -k? getscu --help lists the options")]
    [DataRow("--acept-all peer 104", "did you mean --accept-all? getscu --help lists the options")]
    [DataRow("--timeouts 5 peer 104", "did you mean --timeout? getscu --help lists the options")]
    [DataRow("-pdu16384 peer 104", "did you mean -pdu? getscu --help lists the options")]
    [DataRow("--foo peer 104", "getscu --help lists the options")]
    [DataRow("--add-class EncapsulatedSTLStorag peer 104 -k A",
        "did you mean EncapsulatedSTLStorage? --add-class takes [u]id or keyword: string")]
    [DataRow("--add-class Nonsense peer 104 -k A", "--add-class takes [u]id or keyword: string")]
    [DataRow("--key=A peer 104", "the value is an argument of its own: --key A")]
    [DataRow("peer", "usage: getscu [options] peer port [dcmfile-in...]")]
    [DataRow("peer 0 -k A", "the port is a whole number, 1..65535")]
    [DataRow("peer 104 -k A /nonexistent", "No such file or directory")]
    public void Hints(string line, string expected)
    {
        CommandLineException error = Assert.ThrowsExactly<CommandLineException>(() => Parser.Scan(Words.Of(line)).Parse(false));
        Assert.AreEqual(expected, error.Hint);
    }

    [TestMethod]
    [DataRow("inf0", "did you mean info? ")]
    [DataRow("warning", "did you mean warn? ")]
    [DataRow("deb", "did you mean debug? ")]
    [DataRow("loud", "")]
    public void The_nearest_log_level_is_named(string level, string expected)
    {
        CommandLineException error = Assert.ThrowsExactly<CommandLineException>(() => Parse($"-ll {level} peer 104 -k A"));
        Assert.AreEqual("Invalid log level for --log-level option", error.Message);
        Assert.AreEqual(
            $"{expected}--log-level takes [l]evel: string constant (fatal, error, warn, info, debug, trace)", error.Hint);
    }

    [TestMethod]
    public void Header_hint_and_error()
    {
        Assert.AreEqual(
            $"getscu {Implementation.Version} (stands in for DCMTK getscu 3.6.8)\n\ngetscu: DICOM retrieve (C-GET) SCU\nhint: H\nerror: E\n",
            Program.ErrorText("E", "H"));
        Assert.AreEqual(
            $"getscu {Implementation.Version} (stands in for DCMTK getscu 3.6.8)\n\ngetscu: DICOM retrieve (C-GET) SCU\nerror: E\n",
            Program.ErrorText("E", ""));
    }

    [TestMethod]
    public void Log_configuration_that_cannot_be_read()
    {
        using TempFolder folder = new();
        Assert.AreEqual(
            "Specified --log-config file does not exist",
            Assert.ThrowsExactly<CommandLineException>(() => Parser.Scan(["-lc", folder.File("a"), "p", "1"]).ReadLogOptions().LogConfiguration).Message);
        Assert.AreEqual(
            "Specified --log-config file does not exist",
            Assert.ThrowsExactly<CommandLineException>(() => Parser.Scan(["-lc", folder.Path, "p", "1"]).ReadLogOptions().LogConfiguration).Message);
        string file = folder.Write("a", ""u8);
        Assert.AreEqual(file, Parser.Scan(["-lc", file, "p", "1"]).ReadLogOptions().LogConfiguration);
        Assert.IsNull(Parser.Scan(["-v", "p", "1"]).ReadLogOptions().LogConfiguration);
    }

    [TestMethod]
    public void Verbose_pc_needs_information_to_be_logged()
    {
        foreach (string level in (string[])["-q", "-ll warn", "-ll error", ""])
        {
            string line = $"{level} +v p 1 -k A".TrimStart();
            Assert.AreEqual("--verbose-pc only allowed with verbose mode", Assert.ThrowsExactly<CommandLineException>(() => Parse(line)).Message);
        }

        foreach (string level in (string[])["-v", "-d", "-ll info", "-ll trace"])
        {
            Assert.IsTrue(Parse($"+v {level} p 1 -k A").Network.VerbosePc);
        }
    }

    private static Options Parse(string words)
    {
        Parser line = Parser.Scan(Words.Of(words));
        return line.Parse(line.ReadLogOptions().LogLevel <= LogLevel.Info);
    }
}
