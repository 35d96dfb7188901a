using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using GetScu.Dicom;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.OpenSsl;

namespace GetScu.Net.Transport.Tls;

/// <summary>The own private key: PEM or DER, PKCS#8 or traditional, encrypted or not, as OpenSSL reads them.</summary>
internal static unsafe class TlsKey
{
    // OpenSSL asks on the thread that reads the key.
    [ThreadStatic]
    private static bool _isAsked;

    [ThreadStatic]
    private static byte[]? _password;

    /// <summary>Reads the key.</summary>
    /// <param name="prompt">Called where the key is encrypted and no password is given; returns its bytes with a NUL behind them, or null.</param>
    /// <returns>An EVP_PKEY, to be freed.</returns>
    /// <exception cref="TlsException">There is none, or the password is wrong.</exception>
    public static void* Read(string file, TlsSettings settings, Func<byte[]?> prompt)
    {
        byte[] content = [];
        _password = settings.Password is string given ? RawText.Terminated(given) : null;
        try
        {
            content = WholeFile.Read(file, Limits.TlsKeyFile);
            void* key = content.Length > 0 ? Decode(content, settings.IsDer) : throw Unusable(file, "the file is empty");
            if (key is null && _isAsked && _password is null)
            {
                _password = prompt() ?? throw Unusable(file, "it is encrypted, and no password was given");
                key = Decode(content, settings.IsDer);
            }

            string reason = TlsErrors.Reason();
            return key is not null ? key
                : throw Unusable(file, _isAsked ? $"wrong password ({reason})" : $"no private key in {(settings.IsDer ? "DER" : "PEM")} ({reason})");
        }
        catch (IOException error)
        {
            throw Unusable(file, error.Message);
        }
        finally
        {
            Array.Clear(content);
            Array.Clear(_password ?? []);
            _password = null;
        }
    }

    private static void* Decode(byte[] content, bool isDer)
    {
        _isAsked = false;
        ClearErrors();
        fixed (byte* bytes = content)
        {
            void* memory = NewMemory(bytes, content.Length);
            void* key = isDer ? ReadDerKey(memory, null) : ReadPemKey(memory, null, &OnPassword, null);
            _ = FreeMemory(memory);
            if (key is null && isDer)
            {
                memory = NewMemory(bytes, content.Length);
                key = ReadEncryptedDerKey(memory, null, &OnPassword, null);
                _ = FreeMemory(memory);
            }

            return key;
        }
    }

    // Bytes of the password without the NUL behind it, or -1: there is none, or none that fits.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnPassword(byte* password, int size, int isWriting, void* argument)
    {
        _isAsked = true;
        int length = _password is null ? -1 : Array.IndexOf(_password, (byte)0);
        if (length < 0 || length > size)
        {
            return -1;
        }

        _password.AsSpan(0, length).CopyTo(new Span<byte>(password, size));
        return length;
    }

    private static TlsException Unusable(string file, string reason) => new($"Unable to load private TLS key from '{file}': {reason}");
}
