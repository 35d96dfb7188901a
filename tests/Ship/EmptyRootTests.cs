using System.Globalization;
using System.Net;
using System.Net.Sockets;

using GetScu.Net.Transport;
using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>The static binary needs nothing: no C library, no /etc, no /tmp, no /proc.</summary>
[TestClass]
public sealed class EmptyRootTests
{
    private const string NameServices = "hosts: files dns\n";

    [TestMethod]
    public void Version()
    {
        using EmptyRoot root = new();
        ToolResult result = root.Run("--version").ExpectStatus(0);
        StringAssert.StartsWith(result.OutputText, "getscu ", StringComparison.Ordinal);
        StringAssert.Contains(result.OutputText, "static", StringComparison.Ordinal);
        Assert.AreEqual("", result.ErrorText);
        CollectionAssert.AreEqual(new[] { "getscu" }, root.Names);
    }

    /// <summary>Every transfer syntax, so what unpacks deflated data sets is in the binary too.</summary>
    [TestMethod]
    [DataRow("-B")]
    [DataRow("+B")]
    public void Retrieval_by_address(string mode)
    {
        foreach (ObjectGroup group in RealObjects.Groups)
        {
            using Samples samples = new(group);
            using GetScp server = GetScp.Start(samples.Folder);
            using EmptyRoot root = new();
            root.Folder("out");
            ToolResult result = root.Run(Arguments(server, "127.0.0.1", mode, group.Option)).ExpectStatus(0);
            samples.ExpectIn(root.Outside("out"), result);
        }
    }

    [TestMethod]
    public void Retrieval_by_address_of_version_6()
    {
        using Samples samples = Samples.Few();
        using GetScp server = GetScp.Start(new ScpOptions(samples.Folder) { Address = IPAddress.IPv6Loopback });
        using EmptyRoot root = new();
        root.Folder("out");
        ToolResult result = root.Run(Arguments(server, "::1")).ExpectStatus(0);
        samples.ExpectIn(root.Outside("out"), result);
    }

    /// <summary>With and without a file that configures the name services, as a container has it or not.</summary>
    [TestMethod]
    [DataRow(null)]
    [DataRow(NameServices)]
    [DataRow("hosts: mymachines resolve [!UNAVAIL=return] files myhostname dns\npasswd: files systemd\n")]
    public void Retrieval_by_name(string? nameServices)
    {
        using Samples samples = Samples.Few();
        using GetScp server = GetScp.Start(samples.Folder);
        using EmptyRoot root = new();
        root.Folder("out");
        root.Write("etc/hosts", "192.0.2.9 other.example\n127.0.0.1 archive.example archive\n");
        if (nameServices is not null)
        {
            root.Write("etc/nsswitch.conf", nameServices);
        }

        ToolResult result = root.Run(Arguments(server, "archive.example")).ExpectStatus(0);
        samples.ExpectIn(root.Outside("out"), result);
    }

    /// <summary>There is nothing that could resolve a name, or only what does not know it.</summary>
    [TestMethod]
    [DataRow(null, null)]
    [DataRow("127.0.0.1 localhost\n", null)]
    [DataRow(null, "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")]
    public void Unknown_name(string? hosts, string? resolver)
    {
        using EmptyRoot root = new();
        root.Folder("out");
        if (hosts is not null)
        {
            root.Write("etc/hosts", hosts);
        }

        if (resolver is not null)
        {
            root.Write("etc/resolv.conf", resolver);
        }

        ToolResult result = root.Run("-od", "out", "-k", "QueryRetrieveLevel=PATIENT", "nowhere.invalid", "104").ExpectStatus(61);
        StringAssert.Contains(result.ErrorText, "Attempt to connect to unknown host: nowhere.invalid", StringComparison.Ordinal);
        Assert.AreEqual(0, Directory.GetFileSystemEntries(root.Outside("out")).Length);
    }

    /// <summary>There is no /proc that would tell; a key's bytes reach the peer, a folder's the system.</summary>
    [TestMethod]
    public void Arguments_that_are_not_UTF8()
    {
        using EmptyRoot root = new();
        using RecordingScp peer = new(Uids.ExplicitLittle);
        ToolResult result = root.RunShell(
            $"n=$(printf 'M\\374ller'); mkdir \"$0/$n\"; " +
            $"exec \"$@\" -od \"$n\" -k \"PatientName=$n\" -k PatientComments=x\uFFFD 127.0.0.1 {peer.Port}");
        result.ExpectStatus(0);
        byte[] identifier = peer.Take()[0];
        Assert.IsGreaterThan(0, identifier.AsSpan().IndexOf((byte[])[.. "PN"u8, 6, 0, (byte)'M', 0xFC, .. "ller"u8]), Hex.Dump(identifier, 4096));
        Assert.IsGreaterThan(0, identifier.AsSpan().IndexOf("LT\u0004\0x\uFFFD"u8), Hex.Dump(identifier, 4096));
        Assert.AreEqual("", result.ErrorText);
    }

    /// <summary>The C library asks a name server that says nothing for ten seconds; -to bounds that, and does not get in the way.</summary>
    [TestMethod]
    public void Silent_name_server()
    {
        // Its port is fixed; the address is this process's own.
        int process = Environment.ProcessId;
        string address = $"127.{(process >> 16 & 0x7f) + 100}.{process >> 8 & 0xff}.{(process & 0xfe) + 1}";
        using Socket silent = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Parse(address), 53));
        using Samples samples = Samples.Few();
        using GetScp server = GetScp.Start(samples.Folder);
        using EmptyRoot root = new();
        root.Folder("out");
        root.Write("etc/hosts", "127.0.0.1 archive.example\n");
        root.Write("etc/resolv.conf", $"nameserver {address}\n");
        ToolResult result = root.Run("-to", "1", "-od", "out", "-k", "QueryRetrieveLevel=PATIENT", "nowhere.example", "104").ExpectStatus(61);
        result.ExpectErrorLine("F: Could not negotiate association: Attempt to connect to unknown host: nowhere.example "
            + "(no answer from the name servers for 1 s)");
        Assert.IsTrue(silent.Poll(0, SelectMode.SelectRead), "it was not asked");
        Assert.IsInRange(0.9, 8, result.Elapsed.TotalSeconds, "seconds");
        samples.ExpectIn(root.Outside("out"), root.Run(Arguments(server, "archive.example", "-to", "20")).ExpectStatus(0));
    }

    [TestMethod]
    public void A_study_from_dcmqrscp()
    {
        using Dcmqrscp server = Dcmqrscp.Start("ANY-SCP");
        server.Fill("ANY-SCP", "+x=", RealObjects.Clinic).ExpectStatus(0);
        RetrieveStudy(server.PortFor("+x="));
    }

    [TestMethod]
    public void A_study_from_Orthanc()
    {
        using Orthanc server = Orthanc.Start();
        foreach (StoredObject stored in new Archive(RealObjects.Clinic).Objects)
        {
            Assert.IsTrue(server.Add(stored.File.Path), stored.File.Path);
        }

        RetrieveStudy(server.Port);
    }

    private static void RetrieveStudy(int port)
    {
        IReadOnlyList<StoredObject> objects = new Archive(RealObjects.Clinic).Objects;
        string study = objects[40].Study;
        using EmptyRoot root = new();
        root.Folder("out");
        root.Run(
            "-S", "+B", "-od", "out", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study}",
            "127.0.0.1", port.ToString(CultureInfo.InvariantCulture)).ExpectStatus(0);
        string[] expected = [.. objects.Where(stored => stored.Study == study).Select(stored => stored.SopInstance).Order(StringComparer.Ordinal)];
        string[] names = [.. Directory.GetFiles(root.Outside("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
        Assert.IsNotEmpty(expected);
        CollectionAssert.AreEqual(expected, names);
    }

    [TestMethod]
    public void Output_directory_that_is_not_there()
    {
        using EmptyRoot root = new();
        ToolResult result = root.Run("-od", "out", "-k", "QueryRetrieveLevel=PATIENT", "127.0.0.1", "104").ExpectStatus(45);
        result.ExpectErrorLine("F: specified output directory does not exist");
    }

    private static string[] Arguments(GetScp server, string host, params string[] options)
    {
        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        return [.. options, "-od", "out", "-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientID", host, port];
    }
}
