using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace GetScu.Tests.Support;

/// <summary>Certificates for all tests, made when the first of them needs one, and what a peer does with them.</summary>
internal static class TlsIdentities
{
    public static TestAuthority Authority { get; } = Create("Test CA");

    /// <summary>Nobody trusts it.</summary>
    public static TestAuthority Stranger { get; } = Create("Stranger");

    /// <summary>For localhost and 127.0.0.1.</summary>
    public static TestIdentity Server { get; } = Authority.Issue("server");

    public static TestIdentity Client { get; } = Authority.Issue("client", RSA.Create(2048));

    public static TestIdentity Revoked { get; } = Authority.Issue("revoked");

    /// <summary>The list that has <see cref="Revoked"/>.</summary>
    public static string RevocationList { get; } = Authority.Revoke("list.pem", isDer: false, Revoked);

    /// <summary>Options of a client without a certificate.</summary>
    public static string[] Trusting { get; } = ["+tla", "+cf", Authority.File];

    /// <summary>Options of one with a certificate.</summary>
    public static string[] WithClient { get; } = ["+tls", Client.KeyFile, Client.CertificateFile, "+cf", Authority.File];

    /// <summary>The server's side of a handshake.</summary>
    /// <param name="changes">What it does otherwise than a server that asks for no certificate.</param>
    public static Func<Socket, Stream> Serve(TestIdentity? identity = null, params Action<SslServerAuthenticationOptions>[] changes) => socket =>
    {
        SslStream stream = new(new NetworkStream(socket));
        try
        {
            stream.AuthenticateAsServer(Options(identity, changes));
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    };

    /// <inheritdoc cref="Serve"/>
    public static SslServerAuthenticationOptions Options(TestIdentity? identity = null, params Action<SslServerAuthenticationOptions>[] changes)
    {
        SslServerAuthenticationOptions options = TlsPeer.With(identity ?? Server);
        Array.ForEach(changes, change => change(options));
        return options;
    }

    /// <summary>A certificate of <see cref="Authority"/> is wanted.</summary>
    public static void WantCertificate(SslServerAuthenticationOptions options)
    {
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Issuer == "CN=Test CA";
    }

    public static void Tls12(SslServerAuthenticationOptions options) => options.EnabledSslProtocols = SslProtocols.Tls12;

    public static void Tls13(SslServerAuthenticationOptions options) => options.EnabledSslProtocols = SslProtocols.Tls13;

    private static TestAuthority Create(string name)
    {
        TestAuthority authority = new(name);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => authority.Dispose();
        return authority;
    }
}
