using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GetScu.Tests.Support;

/// <summary>A certification authority of the tests: keys and certificates are made when they are needed, by the clock of that moment.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name = "Test CA")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        _certificate = request.CreateSelfSigned(now.AddDays(-10), now.AddDays(10));
        File = Write("ca.pem", _certificate.ExportCertificatePem());
        DerFile = _folder.Write("ca.der", _certificate.RawData);
    }

    /// <summary>Its certificate, in PEM.</summary>
    public string File { get; }

    /// <summary>Its certificate, in DER.</summary>
    public string DerFile { get; }

    public string Folder => _folder.Path;

    /// <summary>A key with a certificate for localhost and 127.0.0.1; files NAME.key and NAME.pem, likewise .key.der and .der.</summary>
    /// <param name="key">RSA or ECDSA; null: ECDSA P-256.</param>
    /// <param name="from">Days from now; the end is eight days later.</param>
    /// <param name="host">In place of both names.</param>
    public TestIdentity Issue(string name, AsymmetricAlgorithm? key = null, int from = -5, string? host = null)
    {
        key ??= ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = key is RSA rsa
            ? new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={name}", (ECDsa)key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(host ?? "localhost");
        if (host is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        DateTimeOffset start = DateTimeOffset.UtcNow.AddDays(from);
        DateTimeOffset end = start.AddDays(8);
        byte[] serial = RandomNumberGenerator.GetBytes(8);
        serial[0] &= 0x7F;
        X509SignatureGenerator signer = X509SignatureGenerator.CreateForECDsa(_certificate.GetECDsaPrivateKey()!);
        X509Certificate2 bare = request.Create(_certificate.SubjectName, signer, start, end, serial);
        X509Certificate2 certificate = key is RSA own ? bare.CopyWithPrivateKey(own) : bare.CopyWithPrivateKey((ECDsa)key);
        return new TestIdentity(
            WriteSecret($"{name}.key", Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem())), Write($"{name}.pem", certificate.ExportCertificatePem()),
            WriteSecret($"{name}.key.der", key.ExportPkcs8PrivateKey()), _folder.Write($"{name}.der", certificate.RawData),
            certificate, key);
    }

    /// <summary>A list of those that are revoked, as PEM or DER.</summary>
    public string Revoke(string file, bool isDer, params TestIdentity[] identities)
    {
        CertificateRevocationListBuilder list = new();
        foreach (TestIdentity identity in identities)
        {
            list.AddEntry(identity.Certificate, DateTimeOffset.UtcNow.AddMinutes(-1));
        }

        byte[] der = list.Build(_certificate, 1, DateTimeOffset.UtcNow.AddDays(1), HashAlgorithmName.SHA256, thisUpdate: DateTimeOffset.UtcNow.AddDays(-1));
        return isDer ? _folder.Write(file, der) : Write(file, PemEncoding.WriteString("X509 CRL", der));
    }

    public string Write(string name, string text) => _folder.Write(name, Encoding.ASCII.GetBytes(text + "\n"));

    /// <summary>A file that its owner alone may read.</summary>
    public string WriteSecret(string name, ReadOnlySpan<byte> content)
    {
        string file = _folder.Write(name, content);
        Tool.Run("/bin/chmod", ToolOptions.Default, "600", file).ExpectStatus(0);
        return file;
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Dispose();
    }
}
