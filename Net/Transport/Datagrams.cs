using System;
using System.Runtime.InteropServices;
using System.Text;

using GetScu.Dicom;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.SocketCalls;

namespace GetScu.Net.Transport;

/// <summary>
/// A connected datagram socket, local or UDP, or a local stream on which each datagram ends with NUL. Every failure is a
/// text, null where all went well.
/// </summary>
internal sealed unsafe class Datagrams : IDisposable
{
    // struct sockaddr_un (unix(7)): family (2), path (108)
    private const int LocalAddress = 110;

    private int _descriptor = -1;
    private bool _isStream;

    public bool IsOpen => _descriptor >= 0;

    /// <summary>Connects to a socket in the file system, for datagrams or, where it is none for them, as a stream.</summary>
    public string? OpenLocal(string path)
    {
        byte* address = stackalloc byte[LocalAddress];
        new Span<byte>(address, LocalAddress).Clear();
        *(ushort*)address = AF_UNIX;
        if (!Encoding.UTF8.TryGetBytes(path, new Span<byte>(address + 2, LocalAddress - 3), out _))
        {
            return "the path is too long for a socket";
        }

        string? error = Connect(AF_UNIX, SOCK_DGRAM, address, LocalAddress);
        _isStream = error is not null && Marshal.GetLastPInvokeError() == EPROTOTYPE;
        return _isStream ? Connect(AF_UNIX, SOCK_STREAM, address, LocalAddress) : error;
    }

    /// <summary>Connects to a host's UDP port.</summary>
    public string? OpenRemote(string host, int port)
    {
        AddressInfo hints = new() { Family = AF_UNSPEC, SocketType = SOCK_DGRAM };
        AddressInfo* addresses;
        if (NameServices.Resolve(host, port, &hints, &addresses) != 0)
        {
            return "unknown host";
        }

        string? error = Connect(addresses->Family, SOCK_DGRAM, addresses->Address, addresses->AddressLength);
        FreeAddressInfo(addresses);
        return error;
    }

    /// <param name="datagram">One event.</param>
    /// <param name="isLost">The socket is of no more use; false: only this datagram cannot be sent.</param>
    public string? Send(ReadOnlySpan<byte> datagram, out bool isLost)
    {
        byte[] terminated = _isStream ? [.. datagram, 0] : [];
        ReadOnlySpan<byte> rest = _isStream ? terminated : datagram;
        nint sent = 0;
        do
        {
            fixed (byte* start = rest)
            {
                sent = SocketCalls.Send(_descriptor, start, (nuint)rest.Length, MSG_NOSIGNAL);
            }

            rest = rest[(int)Math.Max(sent, 0)..];
        }
        while (sent > 0 && rest.Length > 0);
        isLost = sent < 0 && Marshal.GetLastPInvokeError() != EMSGSIZE;
        return sent < 0 ? LastError() : null;
    }

    public void Dispose()
    {
        if (IsOpen)
        {
            _ = Libc.Close(_descriptor);
            _descriptor = -1;
        }
    }

    private string? Connect(int family, int type, byte* address, uint length)
    {
        _descriptor = Open(family, type | SOCK_CLOEXEC, 0);
        if (!IsOpen)
        {
            return LastError();
        }

        TimeValue patience = new() { Seconds = Limits.SysLogWait };
        _ = SetOption(_descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, (uint)sizeof(TimeValue));
        if (SocketCalls.Connect(_descriptor, address, length) == 0)
        {
            return null;
        }

        int number = Marshal.GetLastPInvokeError();
        Dispose();
        Marshal.SetLastPInvokeError(number);
        return LastError();
    }

    private static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
}
