using System;
using System.Collections.Generic;

using GetScu.Dicom;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.OpenSsl;
using static GetScu.Storage.Posix.OpenSslSession;

namespace GetScu.Net.Transport.Tls;

/// <summary>What all connections of a run have in common: keys, trust, versions and cipher suites. An SSL_CTX.</summary>
internal sealed unsafe class TlsContext : IDisposable
{
    private readonly void* _context;
    private readonly TlsSettings _settings;
    private readonly string _host;

    /// <param name="host">The peer as it is connected to.</param>
    /// <param name="prompt">See <see cref="TlsKey.Read"/>.</param>
    /// <exception cref="TlsException">OpenSSL is not there, or something named in the settings is of no use.</exception>
    public TlsContext(TlsSettings settings, string host, Func<byte[]?> prompt)
    {
        _settings = settings;
        _host = host;
        _context = New();
        try
        {
            _ = SetOptions(_context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
            _ = ControlContext(_context, SSL_CTRL_MODE, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER, null);
            // A peer that sends nothing but tickets or new keys (RFC 8446 4.6) would keep OpenSSL reading for ever.
            _ = ControlContext(_context, SSL_CTRL_CLEAR_MODE, SSL_MODE_AUTO_RETRY, null);
            // One system call for many records.
            _ = ControlContext(_context, SSL_CTRL_SET_READ_AHEAD, 1, null);
            SetReadBufferLength(_context, Limits.TlsReadAhead);
            TlsSuites.Set(_context, settings.Profile, settings.Ciphers);
            SetVerify(_context, settings.VerifiesPeer ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, null);
            if (settings.KeyFile is string file)
            {
                UseOwn(file, prompt);
            }

            Warnings = new TlsTrust(_context, settings).Warnings;
            if (settings.KeyFile is not null && WholeFile.IsReadableByAll(settings.KeyFile))
            {
                Warnings.Insert(0, $"private TLS key file '{settings.KeyFile}' can be read by every user of this machine");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What is not as it should be, and no reason not to begin.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The names of all cipher suites, by their RFCs.</summary>
    /// <exception cref="TlsException">OpenSSL is not there.</exception>
    public static List<string> CipherNames()
    {
        void* context = New();
        List<string> names = TlsSuites.Names(context);
        FreeContext(context);
        return names;
    }

    /// <inheritdoc cref="Securing"/>
    public Connection Secure(SocketConnection socket, int seconds, Action<string>? tell)
    {
        socket.DoNotWait();
        void* session = OpenSslSession.New(_context);
        TlsConnection connection = new(socket, session);
        try
        {
            _ = SetDescriptor(session, socket.Descriptor);
            if (_settings.ServerName is string name)
            {
                // RFC 6066 3: name type 0, a host's.
                Must(Control(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, 0, RawText.Terminated(name)) == 1, "server name");
            }

            if (_settings.VerifiesHost)
            {
                byte[] host = RawText.Terminated(_settings.HostName ?? _host);
                SetHostFlags(session, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
                Must(SetAddress(ParametersOf(session), host) == 1 || SetHost(session, host) == 1, "name to verify");
            }

            connection.Handshake(seconds);
            if (tell is not null)
            {
                TlsDetails.Tell(session, tell);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => FreeContext(_context);

    // What OpenSSL does not take it would leave out, and a peer pass unchecked.
    private static void Must(bool isTaken, string what)
    {
        if (!isTaken)
        {
            throw new NetworkException(NetworkFailure.NotSecured, $"TLS error: {what} cannot be set: {TlsErrors.Reason()}");
        }
    }

    private static void* New()
    {
        try
        {
#if STATIC_EXECUTABLE
            // The host's configuration may name modules of another OpenSSL, which crash a static one.
            _ = Initialize(OPENSSL_INIT_NO_LOAD_CONFIG, null);
#endif
            void* context = NewContext(ClientMethod());
            return context is not null ? context : throw new TlsException($"OpenSSL cannot be used: {TlsErrors.Reason()}");
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new TlsException("TLS needs OpenSSL 3, libssl.so.3, which cannot be loaded (Debian, Ubuntu: package libssl3)");
        }
    }

    private void UseOwn(string file, Func<byte[]?> prompt)
    {
        string certificate = _settings.CertificateFile;
        void* key = TlsKey.Read(file, _settings, prompt);
        int isUsed = UsePrivateKey(_context, key);
        FreeKey(key);
        if (isUsed != 1)
        {
            throw new TlsException($"Unable to use private TLS key from '{file}': {TlsErrors.Reason()}");
        }

        byte[] path = RawText.Terminated(certificate);
        if (WholeFile.WhyUnreadable(certificate) is string reason)
        {
            throw new TlsException($"Unable to load certificate from '{certificate}': {reason}");
        }

        ClearErrors();
        if ((_settings.IsDer ? UseCertificate(_context, path, SSL_FILETYPE_ASN1) : UseCertificateChain(_context, path)) != 1)
        {
            throw new TlsException($"Unable to load certificate from '{certificate}': {TlsErrors.Reason()}");
        }

        if (CheckPrivateKey(_context) != 1)
        {
            throw new TlsException($"Private key '{file}' and certificate '{certificate}' do not match");
        }
    }
}
