using System.Buffers.Binary;
using System.Net.Sockets;

using GetScu.Net.Transport;
using GetScu.Net.Transport.Tls;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net.Transport.Tls;

/// <summary>What each profile offers in its ClientHello (RFC 5246 7.4.1.2, RFC 8446 4.1.2), by the numbers of the registry.</summary>
[TestClass]
public sealed class TlsSuitesTests
{
    private const string Tls13 = "1302 1303 1301";
    private const string NonDowngrading = "c02f 009e c030 009f";

    [TestMethod]
    [DataRow(TlsProfile.Rfc8996, "0304 0303", Tls13 + " c02b c02f c02c c030 cca9 cca8 009e 009f")]
    [DataRow(TlsProfile.Rfc8996Modified, "0304 0303", Tls13 + " c02b c02f c02c c030 cca9 cca8")]
    // These are the reference's (storescu 3.6.7).
    [DataRow(TlsProfile.Bcp195NonDowngrading, "0304 0303", Tls13 + " " + NonDowngrading)]
    [DataRow(TlsProfile.Bcp195, "0304 0303 0302 0301", Tls13 + " " + NonDowngrading + " 002f")]
    [DataRow(TlsProfile.Bcp195Extended, "0303", NonDowngrading + " c02c c02b")]
    [DataRow(TlsProfile.Aes, "0303", "002f")]
    [DataRow(TlsProfile.Null, "0303", "0002")]
    public void Profiles(object profile, string versions, string suites)
    {
        ClientHello hello = Offer(new TlsSettings { Profile = (TlsProfile)profile });
        Assert.AreEqual(versions, hello.Versions);
        // 00ff is no suite: it asks for secure renegotiation (RFC 5746 3.3).
        Assert.AreEqual(suites + " 00ff", hello.Suites);
    }

    [TestMethod]
    [DataRow("TLS_RSA_WITH_AES_128_GCM_SHA256", NonDowngrading + " 009c")]
    [DataRow("TLS_RSA_WITH_AES_128_GCM_SHA256 TLS_AES_128_CCM_SHA256 TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256", NonDowngrading + " 009c ccaa")]
    public void Suites_that_are_added(string names, string suites)
    {
        TlsSettings settings = new() { Profile = TlsProfile.Bcp195NonDowngrading };
        settings.Ciphers.AddRange(names.Split(' '));
        string young = names.Contains("CCM", StringComparison.Ordinal) ? " 1304" : "";
        Assert.AreEqual($"{Tls13}{young} {suites} 00ff", Offer(settings).Suites);
    }

    [TestMethod]
    [DataRow("FOO")]
    [DataRow("")]
    [DataRow("ECDHE-RSA-AES128-GCM-SHA256")]
    [DataRow("TLS_DH_anon_WITH_AES_128_GCM_SHA256")]
    [DataRow("TLS_AES_128_GCM_SHA256:ALL")]
    public void Suites_that_are_none(string name)
    {
        TlsSettings settings = new();
        settings.Ciphers.Add(name);
        TlsException error = Assert.ThrowsExactly<TlsException>(() => new TlsContext(settings, "peer", () => null));
        Assert.AreEqual($"unknown TLS ciphersuite '{name}'", error.Message);
    }

    [TestMethod]
    public void Triple_DES_is_gone_from_OpenSSL()
    {
        TlsSettings settings = new() { Profile = TlsProfile.Basic };
        TlsException error = Assert.ThrowsExactly<TlsException>(() => new TlsContext(settings, "peer", () => null));
        Assert.AreEqual("this OpenSSL has no cipher suite of the TLS profile (DES-CBC3-SHA)", error.Message);
    }

    [TestMethod]
    public void All_suites_have_the_names_of_their_RFCs()
    {
        List<string> names = TlsContext.CipherNames();
        Assert.IsGreaterThan(20, names.Count);
        Assert.IsTrue(names.TrueForAll(name => name.StartsWith("TLS_", StringComparison.Ordinal)), string.Join(' ', names));
        Assert.Contains("TLS_RSA_WITH_NULL_SHA", names);
        foreach (string name in names)
        {
            TlsSettings settings = new();
            settings.Ciphers.Add(name);
            new TlsContext(settings, "peer", () => null).Dispose();
        }
    }

    private static ClientHello Offer(TlsSettings settings)
    {
        ClientHello hello = default;
        using TlsPeer peer = new(null, (socket, _) => hello = ClientHello.Read(socket));
        using TlsContext context = new(settings, "peer", () => null);
        Assert.ThrowsExactly<NetworkException>(() =>
            context.Secure(SocketConnection.Connect("127.0.0.1", peer.Port, null, 60), 30, null));
        peer.Join();
        return hello;
    }

    /// <param name="Versions">Offered ones, as the extension lists them, else the one of the message.</param>
    private readonly record struct ClientHello(string Versions, string Suites)
    {
        private const int SupportedVersions = 43;

        public static ClientHello Read(Socket socket)
        {
            byte[] record = Take(socket, BinaryPrimitives.ReadUInt16BigEndian(Take(socket, 5).AsSpan(3)));
            // type (1) length (3) version (2) random (32) | session id | suites | compression | extensions
            int place = 38 + 1 + record[38];
            int length = Number(record, place);
            string suites = Words(record.AsSpan(place + 2, length));
            place += 2 + length;
            place += 1 + record[place];
            string versions = Words(record.AsSpan(4, 2));
            for (place += 2; place < record.Length; place += 4 + Number(record, place + 2))
            {
                versions = Number(record, place) == SupportedVersions ? Words(record.AsSpan(place + 5, record[place + 4])) : versions;
            }

            return new ClientHello(versions, suites);
        }

        private static int Number(byte[] bytes, int place) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(place));

        private static string Words(ReadOnlySpan<byte> bytes)
        {
            List<string> words = [];
            for (int i = 0; i < bytes.Length; i += 2)
            {
                words.Add(Convert.ToHexStringLower(bytes.Slice(i, 2)));
            }

            return string.Join(' ', words);
        }

        private static byte[] Take(Socket socket, int count)
        {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count;)
            {
                i += socket.Receive(bytes.AsSpan(i));
            }

            return bytes;
        }
    }
}
