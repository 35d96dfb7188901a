using System.Globalization;

using GetScu.Net.Transport;
using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>The static binary with OpenSSL in it needs nothing else either: no library, no configuration, no random device.</summary>
[TestClass]
public sealed class TlsRootTests
{
    [TestMethod]
    public void Retrieval()
    {
        using Samples samples = Samples.Few();
        using TestAuthority authority = new();
        TestIdentity own = authority.Issue("own");
        System.Net.Security.SslServerAuthenticationOptions options = TlsPeer.With(authority.Issue("server"));
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=own";
        using GetScp server = GetScp.Start(samples.Folder);
        using TlsFront front = new(server.Port, options);
        using EmptyRoot root = new(NativeBinary.Tls);
        root.Folder("out");
        foreach (string file in new[] { own.KeyFile, own.CertificateFile, authority.File })
        {
            root.Write(Path.GetFileName(file), File.ReadAllText(file));
        }

        Tool.Run("/bin/chmod", ToolOptions.Default, "600", root.Outside("own.key")).ExpectStatus(0);
        ToolResult result = root.Run(
            "+tls", "own.key", "own.pem", "+cf", "ca.pem", "--verify-host", "-od", "out", "-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientID",
            "127.0.0.1", Text(front.Port)).ExpectStatus(0);
        Assert.AreEqual("", result.ErrorText);
        samples.ExpectIn(root.Outside("out"), result);
    }

    /// <summary>The authorities of the system are where the system has them.</summary>
    [TestMethod]
    [DataRow("etc/ssl/certs/ca-certificates.crt", 0)]
    [DataRow("etc/pki/tls/certs/ca-bundle.crt", 0)]
    [DataRow("etc/ssl/ca-bundle.pem", 0)]
    [DataRow("etc/other.pem", 61)]
    public void System_authorities(string place, int status)
    {
        using Samples samples = Samples.Few();
        using TestAuthority authority = new();
        using GetScp server = GetScp.Start(samples.Folder);
        using TlsFront front = new(server.Port, TlsPeer.With(authority.Issue("server")));
        using EmptyRoot root = new(NativeBinary.Tls);
        root.Folder("out");
        root.Write(place, File.ReadAllText(authority.File));
        ToolResult result = root.Run(
            "+tla", "+cd", TlsSettings.System, "-od", "out", "-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientID", "127.0.0.1", Text(front.Port));
        result.ExpectStatus(status);
        if (status == 0)
        {
            samples.ExpectIn(root.Outside("out"), result);
        }
        else
        {
            result.ExpectErrorLine("F: Could not negotiate association: TLS error: certificate verify failed (unable to get local issuer certificate)");
            Assert.IsEmpty(Directory.GetFileSystemEntries(root.Outside("out")));
        }
    }

    [TestMethod]
    public void Cipher_suites()
    {
        using EmptyRoot root = new(NativeBinary.Tls);
        Assert.Contains("  TLS_AES_256_GCM_SHA384", root.Run("+cc").ExpectStatus(0).OutputLines);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
