using System.Security.Cryptography;
using System.Text;

using GetScu.Net.Transport;
using GetScu.Net.Transport.Tls;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net.Transport.Tls;

/// <summary>What is set up before anything is sent: each kind of key and certificate, and of error in them.</summary>
[TestClass]
public sealed class TlsContextTests
{
    private const string Password = "s€cret";

    private static readonly PbeParameters Pbes2 = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    private static TestAuthority _authority = null!;
    private static TestIdentity _rsa = null!;
    private static TestIdentity _ec = null!;

    [ClassInitialize]
    public static void Prepare(TestContext _)
    {
        _authority = new TestAuthority();
        _rsa = _authority.Issue("rsa", RSA.Create(2048));
        _ec = _authority.Issue("ec");
    }

    [ClassCleanup]
    public static void CleanUp() => _authority.Dispose();

    [TestMethod]
    public void Keys_that_are_not_encrypted()
    {
        string traditionalRsa = Secret("rsa1.key", ((RSA)_rsa.Key).ExportRSAPrivateKeyPem());
        string traditionalEc = Secret("ec1.key", ((ECDsa)_ec.Key).ExportECPrivateKeyPem());
        foreach (string key in new[] { _rsa.KeyFile, traditionalRsa })
        {
            Open(key, _rsa.CertificateFile);
            Open(key, _rsa.CertificateFile, "a password that nothing needs");
        }

        Open(_ec.KeyFile, _ec.CertificateFile);
        Open(traditionalEc, _ec.CertificateFile);
        Open(_rsa.KeyFileDer, _rsa.CertificateFileDer, isDer: true);
        Open(_ec.KeyFileDer, _ec.CertificateFileDer, isDer: true);
        Open(_authority.WriteSecret("rsa1.der", ((RSA)_rsa.Key).ExportRSAPrivateKey()), _rsa.CertificateFileDer, isDer: true);
    }

    [TestMethod]
    [DataRow("pkcs8")]
    [DataRow("des3")]
    [DataRow("aes256")]
    [DataRow("der")]
    public void Keys_that_are_encrypted(string kind)
    {
        bool isDer = kind == "der";
        byte[] password = Encoding.UTF8.GetBytes(Password);
        string key = kind switch
        {
            "pkcs8" => Secret("enc8.key", PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", _rsa.Key.ExportEncryptedPkcs8PrivateKey(password, Pbes2))),
            "der" => _authority.WriteSecret("enc8.der", _rsa.Key.ExportEncryptedPkcs8PrivateKey(password, Pbes2)),
            _ => Traditional(kind),
        };
        string certificate = isDer ? _rsa.CertificateFileDer : _rsa.CertificateFile;
        Open(key, certificate, Password, isDer);
        int asked = 0;
        using (TlsContext asking = new(Settings(key, certificate, null, isDer), "peer", () =>
        {
            asked++;
            return [.. password, 0];
        }))
        {
            Assert.AreEqual(1, asked);
        }

        StringAssert.StartsWith(ErrorOf(Settings(key, certificate, "wrong", isDer)), $"Unable to load private TLS key from '{key}': wrong password (");
        StringAssert.StartsWith(ErrorOf(Settings(key, certificate, "", isDer)), $"Unable to load private TLS key from '{key}': wrong password (");
        Assert.AreEqual(
            $"Unable to load private TLS key from '{key}': it is encrypted, and no password was given",
            ErrorOf(Settings(key, certificate, null, isDer)));
    }

    [TestMethod]
    public void Files_of_no_use()
    {
        string empty = Secret("empty", "");
        string cut = Secret("cut.key", File.ReadAllText(_rsa.KeyFile)[..400]);
        (string Key, string Certificate, bool IsDer, string Expected)[] rows =
        [
            ("/none/key", _rsa.CertificateFile, false, "Unable to load private TLS key from '/none/key': No such file or directory"),
            ("a\0b", _rsa.CertificateFile, false, "Unable to load private TLS key from 'a\0b': a file name has no NUL"),
            (_authority.Folder, _rsa.CertificateFile, false, $"Unable to load private TLS key from '{_authority.Folder}': Is a directory"),
            ("/dev/zero", _rsa.CertificateFile, false, "Unable to load private TLS key from '/dev/zero': larger than 65536 bytes"),
            (empty, _rsa.CertificateFile, false, $"Unable to load private TLS key from '{empty}': the file is empty"),
            (cut, _rsa.CertificateFile, false, $"Unable to load private TLS key from '{cut}': no private key in PEM (unsupported)"),
            (_rsa.CertificateFile, _rsa.CertificateFile, false, $"Unable to load private TLS key from '{_rsa.CertificateFile}': no private key in PEM (unsupported)"),
            (_rsa.KeyFile, _rsa.CertificateFile, true, $"Unable to load private TLS key from '{_rsa.KeyFile}': no private key in DER (unsupported)"),
            (_rsa.KeyFile, "/none/pem", false, "Unable to load certificate from '/none/pem': No such file or directory"),
            (_rsa.KeyFile, _rsa.KeyFile, false, $"Unable to load certificate from '{_rsa.KeyFile}': no start line"),
            (_rsa.KeyFile, _ec.CertificateFile, false, $"Private key '{_rsa.KeyFile}' and certificate '{_ec.CertificateFile}' do not match"),
        ];
        foreach ((string key, string certificate, bool isDer, string expected) in rows)
        {
            Assert.AreEqual(expected, ErrorOf(Settings(key, certificate, null, isDer)));
        }
    }

    [TestMethod]
    public void What_is_trusted_is_warned_about()
    {
        TlsSettings settings = new();
        settings.Authorities.AddRange(["/none/ca", _rsa.KeyFile, _authority.File]);
        string colon = Directory.CreateDirectory(Path.Combine(_authority.Folder, "a:b")).FullName;
        settings.Directories.AddRange(["/none", _authority.File, colon, _authority.Folder, TlsSettings.System]);
        settings.Revocations.AddRange(["/none/crl", _authority.File]);
        using TlsContext context = new(settings, "peer", () => null);
        CollectionAssert.AreEqual(
            new[]
            {
                "unable to load certificate file '/none/ca', ignoring (No such file or directory)",
                $"unable to load certificate file '{_rsa.KeyFile}', ignoring (no certificate or crl found)",
                "unable to load certificates from directory '/none', ignoring (No such file or directory)",
                $"unable to load certificates from directory '{_authority.File}', ignoring (not a directory)",
                $"unable to load certificates from directory '{colon}', ignoring (a colon in its name)",
                "unable to load CRL file '/none/crl', ignoring (No such file or directory)",
                $"unable to load CRL file '{_authority.File}', ignoring (no start line)",
            },
            context.Warnings);
    }

    [TestMethod]
    [DataRow("644", true)]
    [DataRow("604", true)]
    [DataRow("640", false)]
    [DataRow("400", false)]
    public void A_key_that_everybody_can_read(string mode, bool isWarned)
    {
        string key = Secret("mode.key", File.ReadAllText(_rsa.KeyFile));
        Tool.Run("/bin/chmod", ToolOptions.Default, mode, key).ExpectStatus(0);
        using TlsContext context = new(Settings(key, _rsa.CertificateFile, null, false), "peer", () => null);
        string[] expected = isWarned ? [$"private TLS key file '{key}' can be read by every user of this machine"] : [];
        CollectionAssert.AreEqual(expected, context.Warnings);
    }

    private static string Traditional(string cipher)
    {
        string file = Secret($"{cipher}.key", "");
        Tool.Run(Tool.Find("openssl", "openssl"), ToolOptions.Default,
            "rsa", "-in", _rsa.KeyFile, "-traditional", $"-{cipher}", "-passout", $"pass:{Password}", "-out", file).ExpectStatus(0);
        Assert.Contains("Proc-Type: 4,ENCRYPTED", File.ReadAllText(file));
        return file;
    }

    private static string Secret(string name, string text) => _authority.WriteSecret(name, Encoding.ASCII.GetBytes(text));

    private static TlsSettings Settings(string key, string certificate, string? password, bool isDer) => new()
    {
        KeyFile = key,
        CertificateFile = certificate,
        Password = password,
        IsDer = isDer,
    };

    private static void Open(string key, string certificate, string? password = null, bool isDer = false)
    {
        using TlsContext context = new(Settings(key, certificate, password, isDer), "peer", () => throw new AssertFailedException("asked for a password"));
        Assert.IsEmpty(context.Warnings);
    }

    private static string ErrorOf(TlsSettings settings) =>
        Assert.ThrowsExactly<TlsException>(() => new TlsContext(settings, "peer", () => null)).Message;
}
