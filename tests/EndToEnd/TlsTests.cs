using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>Retrievals over TLS from servers of every kind, with keys of every kind, by both builds that have it.</summary>
[TestClass]
public sealed class TlsTests
{
    private const string Password = "s3cret";

    private static readonly string[] Binaries = [NativeBinary.Dynamic, NativeBinary.Tls];

    private static readonly string[] Study = ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={MixedStudy.Study}"];

    /// <summary>Whatever needs more than one connection, or more than one record.</summary>
    [TestMethod]
    [DataRow("")]
    [DataRow("+B")]
    [DataRow("+xa")]
    [DataRow("+xa --associations 3")]
    [DataRow("--async 4")]
    [DataRow("-pdu 131072")]
    [DataRow("+xa --retry 3 --retry-wait 0", true)]
    public void The_same_as_without(string arguments, bool isLost = false)
    {
        ScpPolicy policy = isLost ? new() { Retrieve = new() { Loss = new Loss(2, LossKind.Reset, IsWithin: true) } } : new();
        ScpOptions options = new("") { Policy = policy, Then = [new ScpPolicy()] };
        string[] words = [.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. Study];
        string[] expected = Names(NativeBinary.Path, options, words);
        Assert.IsNotEmpty(expected);
        foreach (string binary in Binaries)
        {
            CollectionAssert.AreEqual(expected, Names(binary, options with { Tls = TlsIdentities.Options() }, [.. TlsIdentities.Trusting, .. words]), binary);
        }
    }

    /// <summary>Keys as OpenSSL's own tools write them; the server wants the certificate.</summary>
    [TestMethod]
    [DataRow("pkcs8 -topk8 -nocrypt", "")]
    [DataRow("pkcs8 -topk8 -nocrypt -outform DER", "-der")]
    [DataRow("pkcs8 -topk8 -v2 aes-256-cbc -passout pass:s3cret", "+pw s3cret")]
    [DataRow("pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA512 -passout pass:s3cret", "+pw s3cret")]
    [DataRow("pkcs8 -topk8 -v2 des3 -passout pass:s3cret", "+pw s3cret")]
    [DataRow("pkcs8 -topk8 -v2 aes-128-cbc -passout pass:s3cret -outform DER", "-der +pw s3cret")]
    [DataRow("pkcs8 -topk8 -scrypt -passout pass:s3cret", "+pw s3cret")]
    [DataRow("rsa -traditional", "")]
    [DataRow("rsa -traditional -outform DER", "-der")]
    [DataRow("rsa -traditional -des3 -passout pass:s3cret", "+pw s3cret")]
    [DataRow("rsa -traditional -aes128 -passout pass:s3cret", "+pw s3cret")]
    [DataRow("rsa -traditional -aes256 -passout pass:s3cret", "+ps")]
    public void Keys(string command, string arguments)
    {
        using TempFolder folder = new();
        string key = folder.File("key");
        Tool.Run(OpenSsl, ToolOptions.Default, [.. command.Split(' '), "-in", TlsIdentities.Client.KeyFile, "-out", key]).ExpectStatus(0);
        bool isDer = arguments.Contains("-der");
        string certificate = isDer ? TlsIdentities.Client.CertificateFileDer : TlsIdentities.Client.CertificateFile;
        string authority = isDer ? TlsIdentities.Authority.DerFile : TlsIdentities.Authority.File;
        using GetScp server = GetScp.Start(MixedStudy.Archive, new ScpOptions("") { Tls = TlsIdentities.Options(null, TlsIdentities.WantCertificate) });
        foreach (string binary in Binaries)
        {
            // Without a terminal the password is a line of standard input.
            string line = $"printf '{Password}\\n' | setsid \"$0\" +tls {key} {certificate} +cf {authority} --ignore {arguments} {string.Join(' ', Study)} 127.0.0.1 {server.Port}";
            Tool.Run("/bin/sh", ToolOptions.Default, "-c", line, binary).ExpectStatus(68);
        }

        Assert.IsTrue(server.EndedAssociations().All(association => association.IsAccepted));
    }

    /// <summary>EC keys have a format of their own (RFC 5915).</summary>
    [TestMethod]
    [DataRow("", "")]
    [DataRow("-aes128 -passout pass:s3cret", "+pw s3cret")]
    [DataRow("-des3 -passout pass:s3cret", "+pw s3cret")]
    public void Keys_of_elliptic_curves(string command, string arguments)
    {
        using TempFolder folder = new();
        string key = folder.File("key");
        TestIdentity own = TlsIdentities.Server;
        Tool.Run(OpenSsl, ToolOptions.Default, ["ec", .. Words(command), "-in", own.KeyFile, "-out", key]).ExpectStatus(0);
        StringAssert.Contains(File.ReadAllText(key), "BEGIN EC PRIVATE KEY");
        using GetScp server = GetScp.Start(MixedStudy.Archive, new ScpOptions("") { Tls = TlsIdentities.Options(null, TlsIdentities.WantCertificate) });
        foreach (string binary in Binaries)
        {
            Tool.Run(binary, ToolOptions.Default, ["+tls", key, own.CertificateFile, "+cf", TlsIdentities.Authority.File, "--ignore", .. Words(arguments), .. Study, "127.0.0.1", $"{server.Port}"])
                .ExpectStatus(68);
        }
    }

    /// <summary>The password of a key stands in no list of processes, and in nothing that is written.</summary>
    [TestMethod]
    public void The_password_of_a_key_is_shown_nowhere()
    {
        using TempFolder folder = new();
        string key = folder.File("key");
        Tool.Run(OpenSsl, ToolOptions.Default, "rsa", "-traditional", "-aes128", "-passout", $"pass:{Password}", "-in", TlsIdentities.Client.KeyFile, "-out", key).ExpectStatus(0);
        foreach (string binary in Binaries)
        {
            using ManualResetEventSlim asked = new();
            using ManualResetEventSlim seen = new();
            using ScriptedScp peer = ScriptedScp.Start(TlsIdentities.Serve(null, TlsIdentities.WantCertificate), conversation =>
            {
                conversation.ExpectRequest();
                asked.Set();
                Assert.IsTrue(seen.Wait(TimeSpan.FromSeconds(20)));
                conversation.Send(Goldens.AssociateRj);
                conversation.Close();
            });
            string report = folder.File("report");
            using RunningTool tool = RunningTool.Start(binary, ToolOptions.Default,
                ["+tls", key, TlsIdentities.Client.CertificateFile, "+cf", TlsIdentities.Authority.File, "+pw", Password, "--use-passwd", Password,
                "-ll", "trace", "--arguments", "+crf", report, .. Exchange.Query, "--ignore", "127.0.0.1", $"{peer.Port}"]);
            Assert.IsTrue(asked.Wait(TimeSpan.FromSeconds(20)), "nobody has asked");
            string shown = File.ReadAllText($"/proc/{tool.Id}/cmdline");
            seen.Set();
            ToolResult result = tool.Wait().ExpectStatus(61);
            peer.Finish();
            StringAssert.Contains(shown, "\0+pw\0******\0--use-passwd\0******\0-ll\0");
            Assert.DoesNotContain(Password, shown + result.ErrorText + File.ReadAllText(report));
            StringAssert.Contains(result.ErrorText, "'--use-passwd' '***'");
        }
    }

    /// <summary>What the log shows of a connection, as DCMTK's storescu does; it cannot show long serial numbers.</summary>
    [TestMethod]
    public void Details_are_those_of_storescu()
    {
        using TempFolder folder = new();
        string image = folder.Write("image.dcm", Part10File.Build(
            Uids.CtImage, "1.2.3", Uids.ExplicitLittle, new DataSetBuilder().Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", "1.2.3").Build()));
        foreach (TestIdentity identity in new[] { TlsIdentities.Server, TlsIdentities.Client })
        {
            string[] theirs = Details(identity, port => Tool.Run(Tool.Find("storescu", "dcmtk"), ToolOptions.Default, ["-d", .. TlsIdentities.Trusting, "127.0.0.1", port, image]));
            Assert.HasCount(10, theirs);
            // DCMTK 3.6.7 knows no name for such keys.
            theirs = Array.ConvertAll(theirs, line => line.Replace("Public key  : unknown", "Public key  : EC"));
            foreach (string binary in Binaries)
            {
                CollectionAssert.AreEqual(theirs, Details(identity, port => Tool.Run(
                    binary, ToolOptions.Default, ["-d", .. TlsIdentities.Trusting, .. Exchange.Query, "--ignore", "127.0.0.1", port])), binary);
            }
        }
    }

    /// <summary>DCMTK's own server, which has no TLS, behind one that has.</summary>
    [TestMethod]
    public void Dcmqrscp_behind_TLS()
    {
        using TempFolder folder = new();
        string image = folder.Write("image.dcm", Part10File.Build(Uids.CtImage, "1.2.3.1", Uids.ExplicitLittle, Object()));
        using Dcmqrscp server = Dcmqrscp.Start("AREA");
        Dcmqrscp.Fill("AREA", server.PortFor("+x="), image).ExpectStatus(0);
        using TlsFront front = new(server.PortFor("+x="), TlsIdentities.Options());
        foreach (string binary in Binaries)
        {
            string output = folder.Folder(binary == NativeBinary.Tls ? "static" : "dynamic");
            Tool.Run(binary, ToolOptions.Default, [.. TlsIdentities.Trusting, "--verify-host", "-aec", "AREA", "-S", "-k", "QueryRetrieveLevel=STUDY",
                "-k", "StudyInstanceUID=1.2.3", "-od", output, "127.0.0.1", $"{front.Port}"]).ExpectStatus(0);
            Assert.AreEqual("CT.1.2.3.1", Path.GetFileName(Directory.GetFileSystemEntries(output).Single()));
        }
    }

    /// <summary>Orthanc with its own TLS, which wants the client's certificate.</summary>
    [TestMethod]
    public void Orthanc_with_TLS()
    {
        using TempFolder folder = new();
        string image = folder.Write("image.dcm", Part10File.Build(Uids.CtImage, "1.2.3.1", Uids.ExplicitLittle, Object()));
        using Orthanc server = Orthanc.StartWithTls(TlsIdentities.Server, TlsIdentities.Authority.File);
        Assert.IsTrue(server.Add(image));
        foreach (string binary in Binaries)
        {
            string output = folder.Folder(binary == NativeBinary.Tls ? "static" : "dynamic");
            string[] query = ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=1.2.3", "-od", output, "127.0.0.1", $"{server.Port}"];
            Tool.Run(binary, ToolOptions.Default, [.. TlsIdentities.WithClient, "--verify-host", .. query]).ExpectStatus(0);
            Assert.AreEqual("CT.1.2.3.1", Path.GetFileName(Directory.GetFileSystemEntries(output).Single()));
            ToolResult refused = Tool.Run(binary, ToolOptions.Default, [.. TlsIdentities.Trusting, .. query]).ExpectStatus(61);
            StringAssert.StartsWith(refused.ErrorLines[^1], "F: Could not negotiate association: TLS error: ");
            Tool.Run(binary, ToolOptions.Default, query).ExpectStatus(61);
        }
    }

    /// <summary>A password is not sent readably without a word, TLS or not.</summary>
    [TestMethod]
    [DataRow("+tla", false)]
    [DataRow("+tla +pm", false)]
    [DataRow("+tla +pn", true)]
    [DataRow("+tla +px +cs TLS_RSA_WITH_NULL_SHA", true)]
    [DataRow("+tla -tls", true)]
    [DataRow("", true)]
    public void A_password_is_warned_about_where_it_can_be_read(string arguments, bool isReadable)
    {
        using CommandLine.ClosedPort port = new();
        foreach (string binary in Binaries)
        {
            ToolResult result = Tool.Run(binary, ToolOptions.Default, [.. Words(arguments), "-usr", "alice", "-pwd", Password, .. Exchange.Query, "--ignore", "127.0.0.1", port.Number]);
            Assert.AreEqual(isReadable, result.ErrorLines.Contains("W: Password is sent over a connection that is not encrypted"), result.ToString());
        }
    }

    /// <summary>An object that has the name of the authority's file.</summary>
    [TestMethod]
    public void Files_of_TLS_are_not_replaced()
    {
        using TempFolder folder = new();
        string authority = folder.Write(Scene, File.ReadAllBytes(TlsIdentities.Authority.File));
        using ScriptedScp peer = ScriptedScp.Start(TlsIdentities.Serve(), conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.SendStore(Uids.CtImage, Scene, new DataSetBuilder().Add(0x00080018, "UI", Scene).Build());
            conversation.ExpectMessage(Command.CStoreRsp);
            conversation.SendGetResponse(0, completed: 0, failed: 1, warning: 0);
            conversation.Expect(Pdu.ReleaseRqType);
            conversation.Send(Pdu.ReleaseRp());
            conversation.Close();
        });
        ToolResult result = Tool.Run(NativeBinary.Dynamic, ToolOptions.Default, ["+tla", "+cf", authority, "+B", .. Exchange.Query, "-od", folder.Path, "127.0.0.1", $"{peer.Port}"]);
        peer.Finish();
        CollectionAssert.AreEqual(File.ReadAllBytes(TlsIdentities.Authority.File), File.ReadAllBytes(authority), result.ToString());
    }

    private const string Scene = "1.2.3.4";

    private static string OpenSsl => Tool.Find("openssl", "openssl");

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static byte[] Object() => new DataSetBuilder(Uids.ExplicitLittle).Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", "1.2.3.1")
        .Add(0x00100020, "LO", "P1").Add(0x0020000D, "UI", "1.2.3").Add(0x0020000E, "UI", "1.2.3.0").Add(0x7FE00010, "OW", new byte[40_000]).Build();

    private static string[] Names(string binary, ScpOptions options, string[] arguments)
    {
        using TempFolder folder = new();
        using GetScp server = GetScp.Start(MixedStudy.Archive, options);
        _ = Tool.Run(binary, ToolOptions.Default, [.. arguments, "-od", folder.Path, "127.0.0.1", $"{server.Port}"]);
        return folder.Names;
    }

    private static string[] Details(TestIdentity identity, Func<string, ToolResult> run)
    {
        using ScriptedScp peer = ScriptedScp.Start(TlsIdentities.Serve(identity), conversation =>
        {
            conversation.ExpectRequest();
            conversation.Send(Goldens.AssociateRj);
            conversation.Close();
        });
        ToolResult result = run($"{peer.Port}");
        peer.Finish();
        return [.. result.ErrorLines.SkipWhile(line => !line.Contains("BEGIN TLS")).TakeWhile(line => !line.Contains("BEGIN A-") && line[0] == 'D')
            .Where(line => !line.Contains("Serial no.")).Take(10)];
    }
}
