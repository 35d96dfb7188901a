using System.Text;

using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>Keys of a terminal while a password is asked for there.</summary>
[TestClass]
public sealed class PasswordPromptTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Ctrl-\ and Ctrl-Z would leave a terminal that shows nothing of what is typed: they are letters here, which Ctrl-U takes back; Ctrl-C ends the run.</summary>
    [TestMethod]
    [DataRow("\u001c\u001a\u0015s3cret\n", 61)]
    [DataRow("s3\u0003", 130)]
    [DataRow("\u001c\u0003", 130)]
    public void A_terminal_shows_what_is_typed_after_a_password(string typed, int status)
    {
        using TempFolder folder = new();
        string key = folder.File("key");
        Tool.Run(Tool.Find("openssl", "openssl"), ToolOptions.Default, "rsa", "-in", TlsIdentities.Client.KeyFile, "-traditional", "-aes128", "-passout", "pass:s3cret", "-out", key)
            .ExpectStatus(0);
        string input = folder.File("input");
        Tool.Run(Tool.Find("mkfifo", "coreutils"), ToolOptions.Default, input).ExpectStatus(0);
        string program = folder.File("program");
        // Nobody listens on port 1. Signals of the terminal reach the shell as well.
        File.WriteAllText(program, $"""
            trap : INT QUIT TSTP
            stty -g > '{folder.File("before")}'
            '{NativeBinary.Dynamic}' --ignore +tls '{key}' '{TlsIdentities.Client.CertificateFile}' {string.Join(' ', Exchange.Query)} 127.0.0.1 1
            echo "status $?"
            stty -g > '{folder.File("after")}'

            """);
        string command = $"exec script --quiet --command 'sh {program}' /dev/null < '{input}'";
        using RunningTool tool = RunningTool.Start("/bin/sh", ToolOptions.Default, "-c", command);
        using FileStream keyboard = new(input, FileMode.Open, FileAccess.Write);
        Assert.IsTrue(tool.Output.WaitFor("Password of private key", Deadline), Encoding.UTF8.GetString(tool.Output.Bytes));
        keyboard.Write(Encoding.ASCII.GetBytes(typed));
        keyboard.Flush();
        Assert.IsTrue(tool.Output.WaitFor($"status {status}", Deadline), Encoding.UTF8.GetString(tool.Output.Bytes));
        tool.Wait();
        Assert.AreEqual(File.ReadAllText(folder.File("before")), File.ReadAllText(folder.File("after")));
        Assert.IsFalse(Encoding.UTF8.GetString(tool.Output.Bytes).Contains("s3"));
    }
}
