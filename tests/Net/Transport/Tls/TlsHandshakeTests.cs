using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

using GetScu.Net.Transport;
using GetScu.Net.Transport.Tls;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net.Transport.Tls;

/// <summary>Handshakes that succeed and those that must not, each with its text.</summary>
[TestClass]
public sealed class TlsHandshakeTests
{
    private static TestAuthority _authority = null!;
    private static TestAuthority _stranger = null!;
    private static TestIdentity _server = null!;

    [ClassInitialize]
    public static void Prepare(TestContext _)
    {
        _authority = new TestAuthority();
        _stranger = new TestAuthority("Stranger");
        _server = _authority.Issue("server");
    }

    [ClassCleanup]
    public static void CleanUp()
    {
        _authority.Dispose();
        _stranger.Dispose();
    }

    [TestMethod]
    [DataRow(SslProtocols.Tls12)]
    [DataRow(SslProtocols.Tls13)]
    public void Versions_and_keys(SslProtocols version)
    {
        TestIdentity rsa = _authority.Issue("rsa", RSA.Create(2048));
        foreach (TestIdentity identity in new[] { _server, rsa })
        {
            SslServerAuthenticationOptions options = TlsPeer.With(identity);
            options.EnabledSslProtocols = version;
            List<string> told = [];
            Succeed(options, Trusting(), told);
            Assert.AreEqual($"  Protocol    : {(version == SslProtocols.Tls12 ? "TLSv1.2" : "TLSv1.3")}", told[2]);
            StringAssert.StartsWith(told[3], "  Ciphersuite : TLS_");
            string subject = identity == rsa ? "rsa" : "server";
            Assert.AreEqual($"  Subject     : /CN={subject}", told[5]);
            Assert.AreEqual("  Issued by   : /CN=Test CA", told[6]);
            Assert.AreEqual(identity == rsa ? "  Public key  : RSA, 2048 bits" : "  Public key  : EC, 256 bits", told[9]);
            StringAssert.EndsWith(told[10], "= END TLS CONNECTION DETAILS ==================");
        }
    }

    [TestMethod]
    public void Certificates_that_are_refused()
    {
        (string Name, TestIdentity Identity, TlsSettings Settings, string Reason)[] rows =
        [
            ("nobody is trusted", _server, new TlsSettings(), "unable to get local issuer certificate"),
            ("another authority", _stranger.Issue("other"), Trusting(), "unable to get local issuer certificate"),
            ("expired", _authority.Issue("old", from: -9), Trusting(), "certificate has expired"),
            ("not yet valid", _authority.Issue("young", from: 3), Trusting(), "certificate is not yet valid"),
            ("another name", _authority.Issue("elsewhere", host: "pacs.example"), Trusting() with { VerifiesHost = true }, "IP address mismatch"),
            ("the name given", _server, Trusting() with { VerifiesHost = true, HostName = "pacs.example" }, "hostname mismatch"),
            ("no revocation list", _server, Trusting() with { ChecksLeaf = true }, "unable to get certificate CRL"),
        ];
        foreach ((string name, TestIdentity identity, TlsSettings settings, string reason) in rows)
        {
            NetworkException error = Fail(TlsPeer.With(identity), settings);
            Assert.AreEqual(NetworkFailure.NotSecured, error.Failure, name);
            Assert.AreEqual($"TLS error: certificate verify failed ({reason})", error.Message, name);
            Succeed(TlsPeer.With(identity), settings with { VerifiesPeer = false, VerifiesHost = false });
        }
    }

    [TestMethod]
    public void Names_that_are_right()
    {
        Succeed(TlsPeer.With(_server), Trusting() with { VerifiesHost = true });
        Succeed(TlsPeer.With(_server), Trusting() with { VerifiesHost = true, HostName = "localhost" });
        Succeed(TlsPeer.With(_authority.Issue("wild", host: "*.pacs.example")), Trusting() with { VerifiesHost = true, HostName = "a.pacs.example" });
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Revoked_certificates(bool isDer)
    {
        TestIdentity revoked = _authority.Issue("revoked");
        TlsSettings settings = new() { IsDer = isDer };
        settings.Authorities.Add(isDer ? _authority.DerFile : _authority.File);
        settings.Revocations.Add(_authority.Revoke(isDer ? "crl.der" : "crl.pem", isDer, revoked));
        NetworkException error = Fail(TlsPeer.With(revoked), settings);
        Assert.AreEqual("TLS error: certificate verify failed (certificate revoked)", error.Message);
        Succeed(TlsPeer.With(_server), settings);
    }

    /// <summary>TLS 1.3 tells a client after its handshake that its certificate is missed (RFC 8446 4.4.2.4).</summary>
    [TestMethod]
    [DataRow(SslProtocols.Tls12)]
    [DataRow(SslProtocols.Tls13)]
    public void The_own_certificate(SslProtocols version)
    {
        SslServerAuthenticationOptions options = TlsPeer.With(_server);
        options.EnabledSslProtocols = version;
        options.ClientCertificateRequired = true;
        string seen = "";
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            seen = certificate?.Subject ?? "none";
            return certificate is not null;
        };
        TestIdentity own = _authority.Issue("own", RSA.Create(2048));
        Succeed(options, Trusting() with { KeyFile = own.KeyFile, CertificateFile = own.CertificateFile });
        Assert.AreEqual("CN=own", seen);
    }

    [TestMethod]
    [DataRow("pacs.example")]
    [DataRow(null)]
    public void Server_name(string? name)
    {
        string? seen = "unset";
        SslServerAuthenticationOptions options = TlsPeer.With(_server);
        options.ServerCertificate = null;
        options.ServerCertificateSelectionCallback = (_, asked) =>
        {
            seen = asked;
            return _server.Certificate;
        };
        Succeed(options, Trusting() with { ServerName = name });
        Assert.AreEqual(name ?? "", seen ?? "");
    }

    /// <summary>Peers that speak something else, say nothing, or go.</summary>
    [TestMethod]
    [DataRow("HTTP/1.0 400 Bad Request\r\n\r\n", NetworkFailure.NotSecured, "TLS error: wrong version number")]
    // An A-ABORT (PS3.8 9.3.8): what a DICOM server without TLS may answer.
    [DataRow("\u0007\0\0\0\0\u0004\0\0\u0002\0", NetworkFailure.NotSecured, "TLS error: wrong version number")]
    // An alert: handshake_failure (RFC 8446 6).
    [DataRow("\u0015\u0003\u0003\0\u0002\u0002\u0028", NetworkFailure.NotSecured, "TLS error: sslv3 alert handshake failure")]
    [DataRow("\u0016\u0003\u0003\0\u0010\u0002", NetworkFailure.ConnectionLost, "connection closed by peer in the TLS handshake")]
    [DataRow("", NetworkFailure.ConnectionLost, "connection closed by peer in the TLS handshake")]
    public void Peers_without_TLS(string answer, object failure, string message)
    {
        using TlsPeer peer = new(null, (socket, _) =>
        {
            // Only after the whole ClientHello, or closing would be a reset.
            byte[] head = new byte[5];
            Fill(socket, head);
            Fill(socket, new byte[(head[3] * 256) + head[4]]);
            socket.Send(System.Text.Encoding.Latin1.GetBytes(answer));
        });
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => Connect(peer, Trusting(), 30, null));
        peer.Join();
        Assert.AreEqual(message, error.Message);
        Assert.AreEqual((NetworkFailure)failure, error.Failure);
    }

    [TestMethod]
    public void A_peer_that_stops_in_the_handshake()
    {
        using ManualResetEventSlim isDone = new();
        using TlsPeer peer = new(null, (_, _) => isDone.Wait(TimeSpan.FromSeconds(60)));
        long start = Stopwatch.GetTimestamp();
        NetworkException error = Assert.ThrowsExactly<NetworkException>(() => Connect(peer, Trusting(), 2, null));
        Assert.IsInRange(1.9, 20, Stopwatch.GetElapsedTime(start).TotalSeconds, "seconds");
        Assert.AreEqual(NetworkFailure.Timeout, error.Failure);
        Assert.AreEqual("no whole TLS handshake from peer for 2 s", error.Message);
        isDone.Set();
    }

    private static void Fill(Socket socket, byte[] memory)
    {
        for (int count = 0; count < memory.Length;)
        {
            count += socket.Receive(memory.AsSpan(count));
        }
    }

    private static TlsSettings Trusting()
    {
        TlsSettings settings = new();
        settings.Authorities.Add(_authority.File);
        return settings;
    }

    private static void Succeed(SslServerAuthenticationOptions options, TlsSettings settings, List<string>? told = null)
    {
        using TlsPeer peer = new(options, (_, stream) =>
        {
            stream.Write([1]);
            stream.ReadByte();
        });
        using Connection connection = Connect(peer, settings, 30, told is null ? null : told.Add);
        Assert.AreEqual(1, connection.Receive(new byte[1], new Deadline(30)));
        connection.Send([1]);
        peer.Join();
    }

    private static NetworkException Fail(SslServerAuthenticationOptions options, TlsSettings settings)
    {
        using TlsPeer peer = new(options, (_, stream) => stream.ReadByte());
        return Assert.ThrowsExactly<NetworkException>(() => Connect(peer, settings, 30, null));
    }

    private static Connection Connect(TlsPeer peer, TlsSettings settings, int seconds, Action<string>? tell)
    {
        TlsContext context = new(settings, "127.0.0.1", () => null);
        Assert.IsEmpty(context.Warnings);
        return context.Secure(SocketConnection.Connect("127.0.0.1", peer.Port, null, 60), seconds, tell);
    }
}
