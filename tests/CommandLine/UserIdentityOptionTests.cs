using GetScu.Tests.Support;

using Parser = GetScu.CommandLine;

namespace GetScu.Tests.CommandLine;

/// <summary>The options of user identity, which DCMTK's getscu does not have and its storescu has.</summary>
[TestClass]
public sealed class UserIdentityOptionTests
{
    private const string Rightmost = "of --user, --kerberos, --saml, --jwt and --jwt-file the rightmost counts";

    [TestMethod]
    [DataRow("-usr a", "Username a '' -")]
    [DataRow("-usr ''", "Username '' '' -")]
    [DataRow("-usr a -usr b", "Username b '' -")]
    [DataRow("-usr a -pwd x", "UsernameAndPasscode a x -")]
    [DataRow("-pwd x -usr a", "UsernameAndPasscode a x -")]
    [DataRow("-usr a -pwd x -pwd y", "UsernameAndPasscode a y -")]
    [DataRow("-usr a -pwd -rsp", "UsernameAndPasscode a -rsp -")]
    [DataRow("-usr a -pwd ''", "UsernameAndPasscode a '' -")]
    [DataRow("-usr a -epw", "UsernameAndPasscode a '' -")]
    [DataRow("-usr a -epw -pwd x", "UsernameAndPasscode a x -")]
    [DataRow("-usr a -pwd x --password-file f", "UsernameAndPasscode a '' f")]
    [DataRow("-usr a --password-file f -pwd x", "UsernameAndPasscode a x -")]
    [DataRow("-usr a --password-file f -epw", "UsernameAndPasscode a '' -")]
    [DataRow("-kt f", "KerberosServiceTicket '' '' f")]
    [DataRow("-usr a -kt f", "KerberosServiceTicket '' '' f")]
    [DataRow("-kt f -usr a", "Username a '' -")]
    [DataRow("-kt f -usr a -pwd x", "UsernameAndPasscode a x -")]
    [DataRow("-kt f --saml g", "SamlAssertion '' '' g")]
    [DataRow("--saml g --jwt h", "JsonWebToken '' '' h")]
    [DataRow("--jwt h --saml g", "SamlAssertion '' '' g")]
    [DataRow("--jwt h --jwt-file i", "JsonWebToken '' '' i trimmed")]
    [DataRow("--jwt-file i --jwt h", "JsonWebToken '' '' h")]
    [DataRow("-usr a -rsp", "Username a '' - response")]
    [DataRow("-rsp --jwt h", "JsonWebToken '' '' h response")]
    [DataRow("", "- '' '' -")]
    public void Means(string line, string expected)
    {
        Options options = Parse(line);
        static string Word(string text) => text.Length == 0 ? "''" : text;
        Assert.AreEqual(expected, $"{options.Identity?.ToString() ?? "-"} {Word(options.User)} {Word(options.Password)} {options.SecretFile ?? "-"}"
            + (options.TrimsToken ? " trimmed" : "") + (options.ExpectsIdentityResponse ? " response" : ""));
    }

    [TestMethod]
    [DataRow("-pwd x", "--password only allowed with --user", Rightmost)]
    [DataRow("-epw", "--empty-password only allowed with --user", Rightmost)]
    [DataRow("--password-file f", "--password-file only allowed with --user", Rightmost)]
    [DataRow("-usr a -pwd x -kt f", "--password only allowed with --user", Rightmost)]
    [DataRow("-epw -usr a -kt f", "--empty-password only allowed with --user", Rightmost)]
    [DataRow("-usr a -pwd x -epw", "--empty-password not allowed with --password", "leave one of them out")]
    [DataRow("-rsp", "--pos-response only allowed with --user, --kerberos or --saml", "or with --jwt or --jwt-file")]
    [DataRow("-usr a --password-file - --key-file -", "standard input can be read once only", null)]
    [DataRow("--jwt-file - --key-file -", "standard input can be read once only", null)]
    [DataRow("--password=secret", "Unknown option --password=***", "the value is an argument of its own: --password ***")]
    [DataRow("-pwd=secret", "Unknown option -pwd=***", "the value is an argument of its own: --password ***")]
    [DataRow("--user=alice", "Unknown option --user=alice", "the value is an argument of its own: --user alice")]
    public void Wrong(string line, string message, string? hint)
    {
        CommandLineException error = Assert.ThrowsExactly<CommandLineException>(() => Parse(line));
        Assert.AreEqual(message, error.Message);
        Assert.AreEqual(hint ?? error.Hint, error.Hint);
        Assert.AreNotEqual("", error.Hint);
    }

    /// <summary>Of storescu the same error, or none.</summary>
    [TestMethod]
    public void As_storescu()
    {
        using TempFolder folder = new();
        folder.Write("t", "ticket"u8);
        folder.Write("e", ""u8);
        string file = folder.Write("q", new DataSetBuilder(Uids.ImplicitLittle).Add(0x00080052, "CS", "STUDY").Build());
        using ClosedPort port = new();
        string[] peer = ["127.0.0.1", port.Number, file];
        (string Line, string[] Others)[] rows =
        [
            .. Array.ConvertAll((string[])["-usr", "-pwd", "-kt", "--saml", "--jwt", "-usr a -pwd"], line => (line, Array.Empty<string>())),
            .. Array.ConvertAll((string[])
            [
                "-pwd x", "-epw", "-usr a -pwd x -kt DIR/t", "-usr a -epw -kt DIR/t", "-epw -usr a --saml DIR/t", "-pwd x --jwt DIR/t", "-rsp",
                "-kt DIR/none", "--saml DIR/none", "--jwt DIR/none", "-kt DIR/e", "--saml DIR/e", "--jwt DIR/e",
            ], line => (line, peer)),
        ];
        string storescu = Tool.Find("storescu", "dcmtk");
        Table.Run(rows, row => row.Line, row =>
        {
            string[] words = [.. Words.Of(row.Line, folder.Path), .. row.Others];
            string expected = Tool.Run(storescu, ToolOptions.Default, words).ExpectStatus(1).ErrorLines[^1];
            string actual = NativeBinary.Run(words).ExpectStatus(1).ErrorLines[^1];
            // storescu logs what it cannot read.
            Assert.AreEqual(expected.Replace("E: ", "error: "), actual);
        });
    }

    [TestMethod]
    public void Arguments_are_shown_without_the_password()
    {
        string line = Parser.Scan(["-usr", "alice", "-pwd", "secret", "peer", "104", "--password", "other"]).Describe("getscu");
        Assert.AreEqual("calling 'getscu' with 8 arguments: '--user' 'alice' '--password' '***' 'peer' '104' '--password' '***' ", line);
        CollectionAssert.AreEqual(
            new[] { "secret", "other" }, Parser.Scan(["-usr", "alice", "-pwd", "secret", "peer", "104", "--password", "other"]).Secrets);
    }

    private static Options Parse(string words) => Parser.Scan([.. Words.Of(words), "-k", "A", "peer", "104"]).Parse(isVerbose: false);
}
