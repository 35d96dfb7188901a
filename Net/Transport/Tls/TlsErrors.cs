using System.Runtime.InteropServices;

using GetScu.Dicom;

using static GetScu.Storage.Posix.OpenSsl;
using static GetScu.Storage.Posix.OpenSslSession;

namespace GetScu.Net.Transport.Tls;

/// <summary>What OpenSSL says has gone wrong, as texts and as exceptions.</summary>
internal static unsafe class TlsErrors
{
    // openssl/err.h: library and reason of an error's number.
    private const int LibraryShift = 23;
    private const int LibraryMask = 0xFF;
    private const int ReasonMask = 0x7FFFFF;
    private const uint SystemFlag = 0x80000000;

    /// <summary>The first thing that went wrong in the last call; this thread's errors are forgotten.</summary>
    public static string Reason()
    {
        nuint first = TakeError();
        ClearErrors();
        return Text(first);
    }

    /// <summary>The end of a connection, where the last call on it returned no bytes and does not want to wait.</summary>
    /// <param name="error">What SSL_get_error says.</param>
    /// <param name="number">The system's error at that call.</param>
    /// <param name="isHandshake">The connection does not stand yet.</param>
    public static NetworkException ToException(void* session, int error, int number, bool isHandshake)
    {
        nuint last = PeekLastError();
        ClearErrors();
        string place = isHandshake ? " in the TLS handshake" : "";
        bool isEnd = error == SSL_ERROR_ZERO_RETURN || (error == SSL_ERROR_SYSCALL && number == 0) || IsOfSsl(last, SSL_R_UNEXPECTED_EOF_WHILE_READING);
        if (isEnd)
        {
            // RFC 8446 6.1: without a close_notify what came may have been cut.
            bool isCut = !isHandshake && error != SSL_ERROR_ZERO_RETURN;
            return new NetworkException(
                NetworkFailure.ConnectionLost, $"connection closed by peer{place}{(isCut ? " without a TLS close_notify" : "")}");
        }

        if (error == SSL_ERROR_SYSCALL)
        {
            return new NetworkException(NetworkFailure.ConnectionLost, $"{Marshal.GetPInvokeErrorMessage(number)}{place}");
        }

        string detail = isHandshake && IsOfSsl(last, SSL_R_CERTIFICATE_VERIFY_FAILED)
            ? $" ({RawText.Printable(Storage.Posix.OpenSsl.Text(VerifyText(VerifyResultOf(session))))})"
            : "";
        return new NetworkException(NetworkFailure.NotSecured, $"TLS error: {Text(last)}{detail}");
    }

    private static bool IsOfSsl(nuint error, int reason) =>
        ((error >> LibraryShift) & LibraryMask) == ERR_LIB_SSL && (error & ReasonMask) == (nuint)reason;

    private static string Text(nuint error) =>
        error == 0 ? "unknown reason"
        : (error & SystemFlag) != 0 ? Marshal.GetPInvokeErrorMessage((int)(error & ~SystemFlag))
        : ReasonOf(error) is var reason && reason is not null ? RawText.Printable(Storage.Posix.OpenSsl.Text(reason))
        : $"OpenSSL error {error:x8}";
}
