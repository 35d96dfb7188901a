using System;
using System.Runtime.InteropServices;

namespace GetScu.Storage.Posix;

/// <summary>
/// The calls of OpenSSL 3 (libssl, libcrypto) that TLS needs; names and numbers are those of its headers. Each is bound when it
/// is called first, so a run without TLS loads neither library; a static executable has them linked in.
/// </summary>
internal static unsafe partial class OpenSsl
{
    public const int SSL_VERIFY_NONE = 0;
    public const int SSL_VERIFY_PEER = 1;

    public const int SSL_ERROR_NONE = 0;
    public const int SSL_ERROR_SSL = 1;
    public const int SSL_ERROR_WANT_READ = 2;
    public const int SSL_ERROR_WANT_WRITE = 3;
    public const int SSL_ERROR_SYSCALL = 5;
    public const int SSL_ERROR_ZERO_RETURN = 6;

    public const int SSL_CTRL_MODE = 33;
    public const int SSL_CTRL_SET_READ_AHEAD = 41;
    public const int SSL_CTRL_SET_TLSEXT_HOSTNAME = 55;
    public const int SSL_CTRL_CLEAR_MODE = 78;
    public const int SSL_CTRL_SET_GROUPS_LIST = 92;
    public const int SSL_CTRL_SET_MIN_PROTO_VERSION = 123;
    public const int SSL_CTRL_SET_MAX_PROTO_VERSION = 124;

    public const nint SSL_MODE_ENABLE_PARTIAL_WRITE = 1;
    public const nint SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER = 2;
    public const nint SSL_MODE_AUTO_RETRY = 4;

    public const ulong SSL_OP_NO_COMPRESSION = 1UL << 17;
    public const ulong SSL_OP_NO_RENEGOTIATION = 1UL << 30;

    public const int TLS1_VERSION = 0x301;
    public const int TLS1_2_VERSION = 0x303;
    public const int TLS1_3_VERSION = 0x304;

    public const int SSL_FILETYPE_PEM = 1;
    public const int SSL_FILETYPE_ASN1 = 2;

    public const int X509_L_ADD_DIR = 2;
    public const uint X509_V_FLAG_CRL_CHECK = 4;
    public const uint X509_V_FLAG_CRL_CHECK_ALL = 8;
    public const uint X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS = 4;

    public const ulong OPENSSL_INIT_NO_LOAD_CONFIG = 0x80;

    public const int ERR_LIB_SSL = 20;
    public const int SSL_R_CERTIFICATE_VERIFY_FAILED = 134;
    public const int SSL_R_UNEXPECTED_EOF_WHILE_READING = 294;

#if STATIC_EXECUTABLE
    public const string Ssl = "libssl";
    public const string Crypto = "libcrypto";
#else
    public const string Ssl = "libssl.so.3";
    public const string Crypto = "libcrypto.so.3";
#endif

    /// <returns>1, or 0: it failed.</returns>
    [LibraryImport(Ssl, EntryPoint = "OPENSSL_init_ssl")]
    public static partial int Initialize(ulong options, void* settings);

    [LibraryImport(Crypto, EntryPoint = "OpenSSL_version")]
    public static partial byte* Version(int kind);

    [LibraryImport(Ssl, EntryPoint = "TLS_client_method")]
    public static partial void* ClientMethod();

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_new")]
    public static partial void* NewContext(void* method);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_free")]
    public static partial void FreeContext(void* context);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_ctrl")]
    public static partial nint ControlContext(void* context, int command, nint number, void* argument);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_options")]
    public static partial ulong SetOptions(void* context, ulong options);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_default_read_buffer_len")]
    public static partial void SetReadBufferLength(void* context, nuint length);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_security_level")]
    public static partial void SetSecurityLevel(void* context, int level);

    /// <param name="names">Those of TLS 1.2 and before, as OpenSSL spells them, between colons.</param>
    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_cipher_list")]
    public static partial int SetCipherList(void* context, ReadOnlySpan<byte> names);

    /// <param name="names">Those of TLS 1.3, between colons.</param>
    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_ciphersuites")]
    public static partial int SetCipherSuites(void* context, ReadOnlySpan<byte> names);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_get_ciphers")]
    public static partial void* CiphersOf(void* context);

    [LibraryImport(Crypto, EntryPoint = "OPENSSL_sk_num")]
    public static partial int CountOf(void* stack);

    [LibraryImport(Crypto, EntryPoint = "OPENSSL_sk_value")]
    public static partial void* ElementOf(void* stack, int index);

    [LibraryImport(Ssl, EntryPoint = "SSL_CIPHER_standard_name")]
    public static partial byte* StandardNameOf(void* cipher);

    /// <summary>OpenSSL's own name of a cipher suite, by that of its RFC; <c>(NONE)</c>: there is none.</summary>
    [LibraryImport(Ssl, EntryPoint = "OPENSSL_cipher_name")]
    public static partial byte* FindName(byte* standardName);

    [LibraryImport(Ssl, EntryPoint = "SSL_CIPHER_get_bits")]
    public static partial int BitsOf(void* cipher, int* ofAlgorithm);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_verify")]
    public static partial void SetVerify(void* context, int mode, void* callback);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_default_verify_paths")]
    public static partial int SetDefaultVerifyPaths(void* context);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_get_cert_store")]
    public static partial void* StoreOf(void* context);

    [LibraryImport(Crypto, EntryPoint = "X509_STORE_add_lookup")]
    public static partial void* AddLookup(void* store, void* method);

    [LibraryImport(Crypto, EntryPoint = "X509_STORE_set_flags")]
    public static partial int SetStoreFlags(void* store, nuint flags);

    [LibraryImport(Crypto, EntryPoint = "X509_LOOKUP_file")]
    public static partial void* FileLookup();

    [LibraryImport(Crypto, EntryPoint = "X509_LOOKUP_hash_dir")]
    public static partial void* DirectoryLookup();

    [LibraryImport(Crypto, EntryPoint = "X509_LOOKUP_ctrl")]
    public static partial int ControlLookup(void* lookup, int command, ReadOnlySpan<byte> argument, nint number, void* result);

    /// <summary>Adds every certificate and revocation list of a PEM file.</summary>
    /// <returns>How many; 0: it failed.</returns>
    [LibraryImport(Crypto, EntryPoint = "X509_load_cert_crl_file")]
    public static partial int LoadAll(void* lookup, ReadOnlySpan<byte> file, int type);

    [LibraryImport(Crypto, EntryPoint = "X509_load_cert_file")]
    public static partial int LoadCertificates(void* lookup, ReadOnlySpan<byte> file, int type);

    [LibraryImport(Crypto, EntryPoint = "X509_load_crl_file")]
    public static partial int LoadRevocations(void* lookup, ReadOnlySpan<byte> file, int type);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_use_certificate_chain_file")]
    public static partial int UseCertificateChain(void* context, ReadOnlySpan<byte> file);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_use_certificate_file")]
    public static partial int UseCertificate(void* context, ReadOnlySpan<byte> file, int type);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_use_PrivateKey")]
    public static partial int UsePrivateKey(void* context, void* key);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_check_private_key")]
    public static partial int CheckPrivateKey(void* context);

    [LibraryImport(Crypto, EntryPoint = "BIO_new_mem_buf")]
    public static partial void* NewMemory(byte* bytes, int length);

    [LibraryImport(Crypto, EntryPoint = "BIO_free")]
    public static partial int FreeMemory(void* memory);

    /// <param name="callback">Asked for the password: memory, its size, 0 when reading, the argument; returns bytes, or -1.</param>
    [LibraryImport(Crypto, EntryPoint = "PEM_read_bio_PrivateKey")]
    public static partial void* ReadPemKey(
        void* memory, void** key, delegate* unmanaged[Cdecl]<byte*, int, int, void*, int> callback, void* argument);

    /// <summary>A private key that is not encrypted, in DER.</summary>
    [LibraryImport(Crypto, EntryPoint = "d2i_PrivateKey_bio")]
    public static partial void* ReadDerKey(void* memory, void** key);

    /// <summary>A private key in encrypted PKCS#8, in DER.</summary>
    /// <inheritdoc cref="ReadPemKey"/>
    [LibraryImport(Crypto, EntryPoint = "d2i_PKCS8PrivateKey_bio")]
    public static partial void* ReadEncryptedDerKey(
        void* memory, void** key, delegate* unmanaged[Cdecl]<byte*, int, int, void*, int> callback, void* argument);

    [LibraryImport(Crypto, EntryPoint = "EVP_PKEY_free")]
    public static partial void FreeKey(void* key);

    [LibraryImport(Crypto, EntryPoint = "ERR_get_error")]
    public static partial nuint TakeError();

    [LibraryImport(Crypto, EntryPoint = "ERR_peek_last_error")]
    public static partial nuint PeekLastError();

    [LibraryImport(Crypto, EntryPoint = "ERR_clear_error")]
    public static partial void ClearErrors();

    [LibraryImport(Crypto, EntryPoint = "ERR_reason_error_string")]
    public static partial byte* ReasonOf(nuint error);

    /// <summary>A text of the library; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Text(byte* text) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
}
