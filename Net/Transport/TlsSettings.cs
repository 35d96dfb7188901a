using System.Collections.Generic;

namespace GetScu.Net.Transport;

/// <summary>What the command line says of TLS. Names of files and folders are as the user gave them.</summary>
internal sealed record TlsSettings
{
    /// <summary>Name of <see cref="Directories"/> that stands for the certification authorities of the system.</summary>
    public const string System = "system";

    /// <summary>TLS is wanted.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Nobody between here and the peer can read what is sent; not so where a suite without encryption may be agreed on.</summary>
    public bool IsEncrypted => IsEnabled && Profile != TlsProfile.Null && !Ciphers.Exists(name => name.Contains("NULL"));

    /// <summary>The own private key; null: none, the own side stays anonymous.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The own certificate, in PEM with those of its issuers behind it.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>The key's password; null: it is asked for where the key is encrypted.</summary>
    public string? Password { get; init; }

    /// <summary>Files are DER, not PEM.</summary>
    public bool IsDer { get; init; }

    /// <summary>Files of certification authorities.</summary>
    public List<string> Authorities { get; } = [];

    /// <summary>Folders of the same, by hashes of their names; or <see cref="System"/>.</summary>
    public List<string> Directories { get; } = [];

    /// <summary>Files of revocation lists.</summary>
    public List<string> Revocations { get; } = [];

    /// <summary>The peer's certificate must not be revoked.</summary>
    public bool ChecksLeaf { get; init; }

    /// <summary>The same for every certificate above it.</summary>
    public bool ChecksChain { get; init; }

    public TlsProfile Profile { get; init; }

    /// <summary>Further cipher suites, by the names of their RFCs.</summary>
    public List<string> Ciphers { get; } = [];

    /// <summary>Server name that is asked for (RFC 6066 3); null: none.</summary>
    public string? ServerName { get; init; }

    /// <summary>The peer's certificate is checked.</summary>
    public bool VerifiesPeer { get; init; } = true;

    /// <summary>The certificate's names are compared with the peer's.</summary>
    public bool VerifiesHost { get; init; }

    /// <summary>What they are compared with; null: the name or address that is connected to.</summary>
    public string? HostName { get; init; }
}
