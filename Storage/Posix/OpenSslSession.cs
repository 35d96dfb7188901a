using System;
using System.Runtime.InteropServices;

namespace GetScu.Storage.Posix;

/// <summary>The calls of OpenSSL 3 for one connection and what its peer has shown; see <see cref="OpenSsl"/>.</summary>
internal static unsafe partial class OpenSslSession
{
    private const string Ssl = OpenSsl.Ssl;
    private const string Crypto = OpenSsl.Crypto;

    [LibraryImport(Ssl, EntryPoint = "SSL_new")]
    public static partial void* New(void* context);

    [LibraryImport(Ssl, EntryPoint = "SSL_free")]
    public static partial void Free(void* session);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_fd")]
    public static partial int SetDescriptor(void* session, int descriptor);

    [LibraryImport(Ssl, EntryPoint = "SSL_ctrl")]
    public static partial nint Control(void* session, int command, nint number, ReadOnlySpan<byte> argument);

    [LibraryImport(Ssl, EntryPoint = "SSL_set1_host")]
    public static partial int SetHost(void* session, ReadOnlySpan<byte> name);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_hostflags")]
    public static partial void SetHostFlags(void* session, uint flags);

    [LibraryImport(Ssl, EntryPoint = "SSL_get0_param")]
    public static partial void* ParametersOf(void* session);

    /// <returns>0: the text is no numeric address.</returns>
    [LibraryImport(Crypto, EntryPoint = "X509_VERIFY_PARAM_set1_ip_asc")]
    public static partial int SetAddress(void* parameters, ReadOnlySpan<byte> address);

    [LibraryImport(Ssl, EntryPoint = "SSL_connect", SetLastError = true)]
    public static partial int Connect(void* session);

    [LibraryImport(Ssl, EntryPoint = "SSL_read", SetLastError = true)]
    public static partial int Read(void* session, byte* buffer, int length);

    [LibraryImport(Ssl, EntryPoint = "SSL_write", SetLastError = true)]
    public static partial int Write(void* session, byte* bytes, int length);

    /// <summary>Whether bytes that have come were not read yet, as far as they are of whole records or not.</summary>
    [LibraryImport(Ssl, EntryPoint = "SSL_has_pending")]
    public static partial int HasPending(void* session);

    [LibraryImport(Ssl, EntryPoint = "SSL_shutdown", SetLastError = true)]
    public static partial int Shutdown(void* session);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_error")]
    public static partial int ErrorOf(void* session, int result);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_verify_result")]
    public static partial nint VerifyResultOf(void* session);

    [LibraryImport(Crypto, EntryPoint = "X509_verify_cert_error_string")]
    public static partial byte* VerifyText(nint result);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_version")]
    public static partial byte* ProtocolOf(void* session);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_current_cipher")]
    public static partial void* CipherOf(void* session);

    /// <returns>null: the peer has shown none. To be freed.</returns>
    [LibraryImport(Ssl, EntryPoint = "SSL_get1_peer_certificate")]
    public static partial void* PeerCertificateOf(void* session);

    [LibraryImport(Crypto, EntryPoint = "X509_free")]
    public static partial void FreeCertificate(void* certificate);

    [LibraryImport(Crypto, EntryPoint = "X509_get_subject_name")]
    public static partial void* SubjectOf(void* certificate);

    [LibraryImport(Crypto, EntryPoint = "X509_get_issuer_name")]
    public static partial void* IssuerOf(void* certificate);

    [LibraryImport(Crypto, EntryPoint = "X509_get0_serialNumber")]
    public static partial void* SerialNumberOf(void* certificate);

    [LibraryImport(Crypto, EntryPoint = "X509_get0_notBefore")]
    public static partial void* NotBeforeOf(void* certificate);

    [LibraryImport(Crypto, EntryPoint = "X509_get0_notAfter")]
    public static partial void* NotAfterOf(void* certificate);

    [LibraryImport(Crypto, EntryPoint = "X509_get0_pubkey")]
    public static partial void* PublicKeyOf(void* certificate);

    [LibraryImport(Crypto, EntryPoint = "EVP_PKEY_get_bits")]
    public static partial int BitsOf(void* key);

    [LibraryImport(Crypto, EntryPoint = "EVP_PKEY_get0_type_name")]
    public static partial byte* TypeOf(void* key);

    /// <summary>A name as <c>/C=DE/CN=name</c>, cut to fit; every byte that is not printable ASCII becomes <c>\xHH</c>.</summary>
    [LibraryImport(Crypto, EntryPoint = "X509_NAME_oneline")]
    public static partial byte* NameText(void* name, byte* buffer, int size);

    /// <summary>Memory to print into.</summary>
    [LibraryImport(Crypto, EntryPoint = "BIO_s_mem")]
    public static partial void* MemoryMethod();

    [LibraryImport(Crypto, EntryPoint = "BIO_new")]
    public static partial void* NewBio(void* method);

    [LibraryImport(Crypto, EntryPoint = "BIO_read")]
    public static partial int ReadBio(void* bio, byte* buffer, int length);

    [LibraryImport(Crypto, EntryPoint = "ASN1_TIME_print")]
    public static partial int PrintTime(void* bio, void* time);

    [LibraryImport(Crypto, EntryPoint = "i2a_ASN1_INTEGER")]
    public static partial int PrintInteger(void* bio, void* number);
}
