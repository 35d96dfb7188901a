namespace GetScu.Net.Transport;

/// <summary>Secure transport connection profiles (PS3.15 B) and what of TLS each one allows.</summary>
internal enum TlsProfile
{
    /// <summary>BCP 195 RFC 8996 (PS3.15 B.12): TLS 1.2 and 1.3.</summary>
    Rfc8996,

    /// <summary>The same, modified (PS3.15 B.13): without the weaker key exchanges.</summary>
    Rfc8996Modified,

    /// <summary>PS3.15 B.10, retired.</summary>
    Bcp195NonDowngrading,

    /// <summary>PS3.15 B.9, retired: TLS 1.0 and 1.1 as well.</summary>
    Bcp195,

    /// <summary>PS3.15 B.11, retired: TLS 1.2 alone.</summary>
    Bcp195Extended,

    /// <summary>PS3.15 B.1, retired: triple DES.</summary>
    Basic,

    /// <summary>PS3.15 B.3, retired.</summary>
    Aes,

    /// <summary>Of IHE ATNA, retired: authenticated, in clear.</summary>
    Null,
}
