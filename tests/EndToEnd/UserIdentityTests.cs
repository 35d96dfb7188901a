using System.Text;

using GetScu.Dicom;
using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>User identity (PS3.7 D.3.3.7): what is sent, what the log shows of it, and what nobody may see.</summary>
[TestClass]
public sealed class UserIdentityTests
{
    private const string Clear = "is sent over a connection that is not encrypted";

    private static readonly string[] Study = ["-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={MixedStudy.Study}"];

    /// <summary>The same item and the same lines of the log as DCMTK's storescu, save that the password is not shown.</summary>
    [TestMethod]
    public void As_storescu()
    {
        using TempFolder folder = new();
        folder.Write("t", "TICKET\0\u0001"u8);
        folder.Write("s", "<saml/>\n"u8);
        folder.Write("j", "e30.e30.\n"u8);
        string image = folder.Write("image.dcm", Part10File.Build(
            Uids.CtImage, "1.2.3", Uids.ExplicitLittle, new DataSetBuilder().Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", "1.2.3").Build()));
        string storescu = Tool.Find("storescu", "dcmtk");
        (string Arguments, string Items)[] rows =
        [
            ("", ""), ("-usr alice", ""), ("-usr alice -rsp", "59 00 0006 0004 'srvr'"), ("-usr alice -rsp", "59 00 0002 0000"),
            ("-usr alice -rsp", ""), ("-usr alice -pwd secret", ""), ("-usr alice -pwd secret -rsp", "59 00 0006 0004 'srvr'"),
            ("-usr alice -epw", ""), ("-usr '' -pwd ''", ""), ("-epw -pwd secret -usr alice", ""), ("-kt DIR/t", ""),
            ("-kt DIR/t -rsp", "59 00 0005 0003 000102"), ("--saml DIR/s", ""), ("--saml DIR/s -rsp", ""), ("--jwt DIR/j -rsp", ""),
            ("-kt DIR/t -rsp", ""), ("--jwt DIR/j", ""),
            ("-usr alice --jwt DIR/j", ""), ("--jwt DIR/j -usr alice", ""), ("-usr alice", "59 00 0006 0004 'srvr'"),
        ];
        Table.Run(rows, row => $"{row.Arguments} {row.Items}", row =>
        {
            string[] words = [.. CommandLine.Words.Of(row.Arguments, folder.Path), "-d"];
            (byte[] expected, string[] theirs) = Converse(row.Items, port => Tool.Run(storescu, ToolOptions.Default, [.. words, "127.0.0.1", port, image]));
            (byte[] actual, string[] ours) = Converse(row.Items, port => NativeBinary.Run([.. words, .. Exchange.Query, "--ignore", "127.0.0.1", port]));
            Assert.AreEqual(Convert.ToHexString(expected), Convert.ToHexString(actual));
            CollectionAssert.AreEqual(
                Array.ConvertAll(theirs, line => line.Replace("Password: [secret]", "Password (not dumped) length: 6").Replace("Password: []", "Password (not dumped) length: 0")),
                ours, $"{string.Join('\n', theirs)}\n---\n{string.Join('\n', ours)}");
        });
    }

    [TestMethod]
    [DataRow("-usr alice --password-file FILE", "secret", "02 00 0005 'alice' 0006 'secret'")]
    [DataRow("-usr alice --password-file FILE", "secret\n", "02 00 0005 'alice' 0006 'secret'")]
    [DataRow("-usr alice --password-file FILE", "secret\r\n", "02 00 0005 'alice' 0006 'secret'")]
    [DataRow("-usr alice --password-file FILE", " two words \n\n", "02 00 0005 'alice' 000C ' two words ' 0A")]
    [DataRow("-usr alice --password-file - <FILE", "secret\n", "02 00 0005 'alice' 0006 'secret'")]
    [DataRow("-usr alice --password-file - < <(cat FILE)", "secret\n", "02 00 0005 'alice' 0006 'secret'")]
    [DataRow("-usr alice --password-file <(cat FILE)", "secret\n", "02 00 0005 'alice' 0006 'secret'")]
    [DataRow("-usr alice -pwd \"$(cat FILE)\"", "secret\n", "02 00 0005 'alice' 0006 'secret'")]
    [DataRow("-usr $'\\xff' -pwd $'a\\xfe'", "", "02 00 0001 FF 0002 61FE")]
    [DataRow("@FILE", "-usr alice -pwd 'two words'", "02 00 0005 'alice' 0009 'two words'")]
    [DataRow("--jwt-file FILE", "\t e30.e30. \r\n", "05 00 0008 'e30.e30.' 0000")]
    [DataRow("--jwt-file - <FILE", "e30.e30.\n", "05 00 0008 'e30.e30.' 0000")]
    [DataRow("--jwt FILE", "e30.e30.\n", "05 00 0009 'e30.e30.' 0A 0000")]
    [DataRow("--jwt - <FILE -rsp", "e30.e30.\n", "05 01 0009 'e30.e30.' 0A 0000")]
    [DataRow("-kt FILE", "\n", "03 00 0001 0A 0000")]
    [DataRow("--saml - < <(cat FILE)", "<saml/>", "04 00 0007 '<saml/>' 0000")]
    public void Files_pipes_and_standard_input(string arguments, string content, string expected)
    {
        using TempFolder folder = new();
        string file = folder.Write("secret", Encoding.UTF8.GetBytes(content));
        (byte[] item, _) = Converse("", port => Tool.Run("/bin/bash", ToolOptions.Default, "-c",
            $"exec \"$0\" -k QueryRetrieveLevel=STUDY --ignore 127.0.0.1 {port} {arguments.Replace("FILE", file)}", NativeBinary.Path));
        byte[] value = Hex.Parse(expected);
        Assert.AreEqual(Convert.ToHexString([0x58, 0, 0, (byte)value.Length, .. value]), Convert.ToHexString(item));
    }

    [TestMethod]
    [DataRow("-kt DIR/none", "Unable to open Kerberos, SAML or JWT file: No such file or directory", "'DIR/none' cannot be read")]
    [DataRow("--saml DIR", "Unable to open Kerberos, SAML or JWT file: Is a directory", "'DIR' cannot be read")]
    [DataRow("--jwt DIR/large", "Unable to open Kerberos, SAML or JWT file: larger than 56000 bytes", "'DIR/large' cannot be read")]
    [DataRow("--jwt /dev/zero", "Unable to open Kerberos, SAML or JWT file: larger than 56000 bytes", "'/dev/zero' cannot be read")]
    [DataRow("--jwt DIR/empty", "Unable to read Kerberos, SAML or JWT info from file: File empty?", "nothing is in 'DIR/empty'")]
    [DataRow("--jwt-file DIR/blank", "Unable to read Kerberos, SAML or JWT info from file: File empty?", "nothing is in 'DIR/blank'")]
    [DataRow("-usr a --password-file DIR/none", "Unable to open password file: No such file or directory", "'DIR/none' cannot be read")]
    [DataRow("-usr a --password-file DIR/line", "Unable to read password info from file: File empty?", "--empty-password sends an empty one")]
    [DataRow("-usr a --password-file DIR/full", "User identity of 56001 bytes exceeds upper limit of 56000 bytes",
        "an association request has no room for more")]
    public void What_is_wrong_ends_the_run_before_anything_is_sent(string arguments, string error, string hint)
    {
        using TempFolder folder = new();
        folder.Write("large", new byte[Limits.UserIdentity + 1]);
        folder.Write("full", new byte[Limits.UserIdentity]);
        folder.Write("empty", ""u8);
        folder.Write("blank", " \r\n\n"u8);
        folder.Write("line", "\n"u8);
        using ScriptedScp nobody = ScriptedScp.Start();
        foreach (string[] plan in (string[][])[[], ["+xa"]])
        {
            NativeBinary.Run([.. plan, .. CommandLine.Words.Of(arguments, folder.Path), .. Exchange.Query, "--ignore", "127.0.0.1", $"{nobody.Port}"])
                .ExpectStatus(1).ExpectErrorLine("error: " + error).ExpectErrorLine("hint: " + hint.Replace("DIR", folder.Path));
        }

        Assert.IsFalse(nobody.HasUnexpectedVisitor);
    }

    [TestMethod]
    public void The_largest_identity_is_sent()
    {
        using TempFolder folder = new();
        string file = folder.Write("full", [.. Enumerable.Repeat((byte)'x', Limits.UserIdentity)]);
        (byte[] item, _) = Converse("", port => NativeBinary.Run([.. Exchange.Query, "--async", "1", "--ignore", "-kt", file, "127.0.0.1", port]));
        Assert.HasCount(Limits.UserIdentity + 10, item);
    }

    [TestMethod]
    [DataRow("-usr alice", "")]
    [DataRow("-usr alice -epw", "")]
    [DataRow("-usr alice -pwd secret", $"W: Password {Clear}")]
    [DataRow("-usr alice --password-file FILE", $"W: Password {Clear}")]
    [DataRow("-kt FILE", $"W: User identity {Clear}")]
    [DataRow("--saml FILE", $"W: User identity {Clear}")]
    [DataRow("--jwt FILE", $"W: User identity {Clear}")]
    public void What_others_may_use_again_is_warned_about_once(string arguments, string expected)
    {
        using TempFolder folder = new();
        using GetScp server = GetScp.Start(MixedStudy.Archive, new ScpOptions(""));
        string file = folder.Write("secret", "token"u8);
        foreach (string[] plan in (string[][])[[], ["+xa", "--no-find"]])
        {
            ToolResult result = NativeBinary.Run(
                [.. plan, .. arguments.Replace("FILE", file).Split(' '), "-S", .. Study, "--ignore", "127.0.0.1", $"{server.Port}"]);
            Assert.AreEqual(expected, string.Join('|', result.ErrorLines.Where(line => line.Contains("encrypted"))), result.ToString());
        }
    }

    /// <summary>Everything that is written, while the response shows what was sent.</summary>
    [TestMethod]
    public void Secrets_are_written_nowhere()
    {
        using TempFolder folder = new();
        string token = folder.Write("token", "t0ken"u8);
        foreach (string[] secret in (string[][])[["-usr", "alice", "--password", "s3cret"], ["-usr", "alice", "-pwd", "s3cret"], ["--jwt", token]])
        {
            string report = folder.File("report");
            string log = folder.File("log");
            (byte[] item, string[] _) = Converse("59 00 0008 0006 's3cret' 59 00 0007 0005 't0ken'", port => Written(NativeBinary.Run(
                [.. secret, "-rsp", "-ll", "trace", "--arguments", "+crf", report, .. Exchange.Query, "-od", folder.Path, "127.0.0.1", port])));
            Assert.IsGreaterThan(0, item.AsSpan().IndexOf(secret[^1] == token ? "t0ken"u8 : "s3cret"u8), "it was sent");
            Assert.IsFalse(File.ReadAllText(report).Contains("s3cret") || File.ReadAllText(report).Contains("t0ken"));

            static ToolResult Written(ToolResult result)
            {
                Assert.IsFalse(result.ErrorText.Contains("s3cret") || result.ErrorText.Contains("t0ken"), result.ErrorText);
                // The bytes of the answer, of which the first 512 are shown.
                string bytes = string.Concat(result.ErrorLines.Where(line => line.StartsWith("D:   ", StringComparison.Ordinal)).Select(line => line[2..].Replace(" ", "")));
                StringAssert.Contains(bytes, "59000008****************59000007**************");
                Assert.IsFalse(bytes.Contains("733363726574") || bytes.Contains("74306b656e"), result.ErrorText);
                return result;
            }
        }
    }

    /// <summary>Nor does the list of processes show them while the program runs.</summary>
    [TestMethod]
    [DataRow("-usr alice -pwd s3cret", "-usr alice -pwd ******")]
    [DataRow("--password s3cret -usr s3cret", "--password ****** -usr ******")]
    [DataRow("-usr alice -pwd $'s3\\xffret'", "-usr alice -pwd ******")]
    [DataRow("-usr alice -pwd ''", "-usr alice -pwd ")]
    [DataRow("-usr alice -pwd s3cret -pwd 0ther", "-usr alice -pwd ****** -pwd *****")]
    [DataRow("-usr alice", "-usr alice")]
    public void Process_list(string arguments, string expected)
    {
        using ManualResetEventSlim asked = new();
        using ManualResetEventSlim seen = new();
        using ScriptedScp peer = ScriptedScp.Start(conversation =>
        {
            conversation.ExpectRequest();
            asked.Set();
            Assert.IsTrue(seen.Wait(TimeSpan.FromSeconds(20)));
            conversation.Send(Goldens.AssociateRj);
            conversation.ExpectClose();
        });
        string common = $"-k QueryRetrieveLevel=STUDY --ignore 127.0.0.1 {peer.Port}";
        using RunningTool tool = RunningTool.Start("/bin/bash", ToolOptions.Default, "-c", $"exec \"$0\" {common} {arguments}", NativeBinary.Path);
        Assert.IsTrue(asked.Wait(TimeSpan.FromSeconds(20)), "nobody has asked");
        string shown = File.ReadAllText($"/proc/{tool.Id}/cmdline");
        seen.Set();
        tool.Wait().ExpectStatus(61);
        peer.Finish();
        Assert.AreEqual($"{NativeBinary.Path} {common} {expected}\0", shown.Replace('\0', ' ')[..^1] + '\0');
    }

    /// <summary>A server that asks everybody who they are, on every association of a plan.</summary>
    [TestMethod]
    [DataRow("-usr alice -pwd secret", true)]
    [DataRow("-usr alice -pwd secret -rsp", true)]
    [DataRow("-usr alice -pwd secret -rsp +xa", true)]
    [DataRow("-usr alice -pwd secret -rsp +xa --associations 2", true)]
    [DataRow("-usr alice -pwd Secret", false)]
    [DataRow("-usr alice", false)]
    [DataRow("-aet GETSCU", false)]
    public void A_server_that_wants_to_know(string arguments, bool isServed)
    {
        using GetScp server = GetScp.Start(MixedStudy.Archive, new ScpOptions("") { Identity = "alice:secret", Rejection = new Rejection(1, 1, 1) });
        using Fetch fetch = Fetch.Native(server.Port, [.. arguments.Split(' '), "-S", .. Study]);
        IReadOnlyList<AssociationRecord> associations = server.EndedAssociations();
        Assert.IsTrue(associations.All(association => association.IsAccepted == isServed), string.Join('\n', server.Lines));
        if (isServed)
        {
            Assert.IsNotEmpty(fetch.Names);
            Assert.IsTrue(!arguments.Contains("+xa") || associations.Count > 1, "more than one association");
            return;
        }

        fetch.Result.ExpectStatus(61);
        Assert.AreEqual(arguments.Contains("-usr"), fetch.Result.ErrorLines.Contains("W: Peer rejects without a reason: it may not accept the user identity"));
    }

    [TestMethod]
    public void The_file_is_not_replaced()
    {
        using TempFolder folder = new();
        string file = folder.Write("1.2.3.4", "token"u8);
        using ScriptedScp peer = ScriptedScp.Start(conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.SendStore(Uids.CtImage, "1.2.3.4", new DataSetBuilder().Add(0x00080018, "UI", "1.2.3.4").Build());
            conversation.ExpectMessage(Command.CStoreRsp);
            conversation.SendGetResponse(0, completed: 0, failed: 1, warning: 0);
            conversation.ExpectRelease();
        });
        NativeBinary.Run(["--jwt", file, "+B", .. Exchange.Query, "-od", folder.Path, "127.0.0.1", $"{peer.Port}"]);
        peer.Finish();
        Assert.AreEqual("token", File.ReadAllText(file));
    }

    /// <summary>Plays a peer that accepts, with these further items, and aborts what follows.</summary>
    /// <returns>The user identity of the request as it came, and the lines of the log about user identity.</returns>
    private static (byte[] Item, string[] Log) Converse(string items, Func<string, ToolResult> run)
    {
        using ScriptedScp peer = ScriptedScp.Start(conversation =>
        {
            conversation.Accept(answer =>
            {
                // So few that the bytes of the answer that the log shows have all of it.
                answer.Contexts.RemoveRange(1, answer.Contexts.Count - 1);
                answer.Roles.Clear();
                answer.ExtraUserItems = Hex.Parse(items);
            });
            conversation.Close();
        });
        ToolResult result = run($"{peer.Port}");
        peer.Finish();
        List<string> log = [];
        bool isWithin = false;
        foreach (string line in result.ErrorLines)
        {
            isWithin = !line.Contains("==== END A-ASSOCIATE") && (isWithin || line.StartsWith("D: Requested User Identity", StringComparison.Ordinal));
            if (isWithin || line.Contains("User Identity Negotiation failed"))
            {
                log.Add(line);
            }
        }

        return (peer.Conversations[0].Request.ExtraUserItems, [.. log]);
    }
}
