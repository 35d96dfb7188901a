using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace GetScu.Tests.Support;

/// <summary>
/// The server's side of TLS 1.3 where every record that is sent is made here, so that it can be one that no TLS library sends. OpenSSL
/// does the handshake and reads; after it the server's traffic secret is all that is needed (RFC 8446 5.2, 7.3).
/// </summary>
internal sealed unsafe partial class RecordStream : Stream
{
    public const int Alert = 21;
    public const int Handshake = 22;
    public const int ApplicationData = 23;

    /// <summary>Most bytes of a record (RFC 8446 5.1).</summary>
    public const int Largest = 1 << 14;

    private const int PemFile = 1;
    private const int SetMinimumVersion = 123;
    private const int SetMaximumVersion = 124;
    private const int Tls12 = 0x0303;
    private const int Tls13 = 0x0304;
    private const int VerifyAndFail = 1 | 2;
    private const string Label = "SERVER_TRAFFIC_SECRET_0 ";

    [ThreadStatic]
    private static string? _secret;

    private readonly Socket _socket;
    private readonly nint _context;
    private readonly nint _session;
    private readonly AesGcm _cipher;
    private readonly byte[] _nonce;
    private ulong _number;

    /// <param name="wanted">Of whom a certificate is wanted; null: none is.</param>
    /// <param name="version">The only one. With TLS 1.2 nothing is ever sent.</param>
    private RecordStream(Socket socket, TestIdentity identity, TestAuthority? wanted, int version)
    {
        _socket = socket;
        _context = NewContext(ServerMethod());
        _ = UseChain(_context, identity.CertificateFile);
        _ = UseKey(_context, identity.KeyFile, PemFile);
        _ = Control(_context, SetMinimumVersion, version, 0);
        _ = Control(_context, SetMaximumVersion, version, 0);
        if (wanted is not null)
        {
            _ = Trust(_context, wanted.File);
            SetVerify(_context, VerifyAndFail, 0);
        }

        _ = SetSuites(_context, "TLS_AES_128_GCM_SHA256");
        // Tickets would be the first records under the key.
        _ = SetTickets(_context, 0);
        SetKeyLog(_context, &OnKey);
        _session = NewSession(_context);
        _ = SetDescriptor(_session, (int)socket.Handle);
        _secret = null;
        if (Accept(_session) != 1 || _secret is null)
        {
            FreeSession(_session);
            FreeContext(_context);
            throw new AuthenticationException("no TLS handshake");
        }

        byte[] secret = Convert.FromHexString(_secret);
        _cipher = new AesGcm(Expand(secret, "key", 16), 16);
        _nonce = Expand(secret, "iv", 12);
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static Stream Serve(Socket socket) => new RecordStream(socket, TlsIdentities.Server, null, Tls13);

    /// <summary>A handshake that a client without a certificate of the authority does not survive: unlike the base class library, OpenSSL tells it why.</summary>
    public static Func<Socket, Stream> Want(TestAuthority authority, bool isTls13) => socket =>
        new RecordStream(socket, TlsIdentities.Server, authority, isTls13 ? Tls13 : Tls12);

    /// <summary>A record as it goes over the wire, the next one in order.</summary>
    /// <param name="type">Of its content.</param>
    public byte[] Make(int type, ReadOnlySpan<byte> content)
    {
        byte[] inner = [.. content, (byte)type];
        byte[] record = new byte[5 + inner.Length + 16];
        record[0] = ApplicationData;
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(1), 0x0303);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(3), (ushort)(inner.Length + 16));
        byte[] nonce = (byte[])_nonce.Clone();
        for (int i = 0; i < 8; i++)
        {
            nonce[4 + i] ^= (byte)(_number >> (56 - (8 * i)));
        }

        _number++;
        _cipher.Encrypt(nonce, inner, record.AsSpan(5, inner.Length), record.AsSpan(5 + inner.Length), record.AsSpan(0, 5));
        return record;
    }

    /// <summary>Sends bytes as they are.</summary>
    public void SendBare(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            at += _socket.Send(bytes[at..]);
        }
    }

    /// <summary>Sends a record of any content.</summary>
    public void Send(int type, params ReadOnlySpan<byte> content) => SendBare(Make(type, content));

    public override void Write(byte[] buffer, int offset, int count)
    {
        for (ReadOnlySpan<byte> left = buffer.AsSpan(offset, count); left.Length > 0; left = left[Math.Min(left.Length, Largest)..])
        {
            Send(ApplicationData, left[..Math.Min(left.Length, Largest)]);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        fixed (byte* start = buffer)
        {
            return Math.Max(Receive(_session, start + offset, count), 0);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            FreeSession(_session);
            FreeContext(_context);
            _cipher.Dispose();
        }
    }

    /// <summary>RFC 8446 7.1, HKDF-Expand-Label without a context.</summary>
    private static byte[] Expand(byte[] secret, string label, int length)
    {
        string full = "tls13 " + label;
        byte[] info = [0, (byte)length, (byte)full.Length, .. Encoding.ASCII.GetBytes(full), 0];
        return HKDF.Expand(HashAlgorithmName.SHA256, secret, length, info);
    }

    // A line of the key log: label, the client's random, the secret.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnKey(nint session, byte* line)
    {
        string text = Marshal.PtrToStringUTF8((nint)line)!;
        if (text.StartsWith(Label, StringComparison.Ordinal))
        {
            _secret = text[(text.LastIndexOf(' ') + 1)..];
        }
    }

    [LibraryImport("libssl.so.3", EntryPoint = "TLS_server_method")]
    private static partial nint ServerMethod();

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_new")]
    private static partial nint NewContext(nint method);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_use_certificate_chain_file", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UseChain(nint context, string file);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_use_PrivateKey_file", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UseKey(nint context, string file, int type);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_ctrl")]
    private static partial nint Control(nint context, int command, nint number, nint pointer);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_load_verify_file", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Trust(nint context, string file);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_set_verify")]
    private static partial void SetVerify(nint context, int mode, nint callback);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_set_ciphersuites", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetSuites(nint context, string names);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_set_num_tickets")]
    private static partial int SetTickets(nint context, nuint count);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_set_keylog_callback")]
    private static partial void SetKeyLog(nint context, delegate* unmanaged[Cdecl]<nint, byte*, void> callback);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_new")]
    private static partial nint NewSession(nint context);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_free")]
    private static partial void FreeSession(nint session);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_set_fd")]
    private static partial int SetDescriptor(nint session, int descriptor);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_accept")]
    private static partial int Accept(nint session);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_read")]
    private static partial int Receive(nint session, byte* buffer, int count);
}
