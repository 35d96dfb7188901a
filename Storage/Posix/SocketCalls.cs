using System.Runtime.InteropServices;

namespace GetScu.Storage.Posix;

/// <summary>
/// The calls of the C library for sockets and the names of hosts. The BCL's Socket starts a thread of its own, costs over
/// 400 KB of binary and cannot say "do not wait" when sending.
/// </summary>
internal static unsafe partial class SocketCalls
{
    public const int AF_UNSPEC = 0;
    public const int AF_UNIX = 1;
    public const int AI_CANONNAME = 2;
    public const int AI_NUMERICHOST = 4;
    public const int SOCK_STREAM = 1;
    public const int SOCK_DGRAM = 2;
    public const int SOCK_CLOEXEC = 0x80000;
    public const int IPPROTO_TCP = 6;
    public const int TCP_NODELAY = 1;
    public const int TCP_QUICKACK = 12;
    public const int SOL_SOCKET = 1;
    public const int SO_ERROR = 4;
    public const int SO_RCVTIMEO = 20;
    public const int SO_SNDTIMEO = 21;
    public const int MSG_DONTWAIT = 0x40;
    public const int MSG_NOSIGNAL = 0x4000;
    public const int SHUT_WR = 1;
    public const int SHUT_RDWR = 2;

    public const short POLLIN = 1;
    public const short POLLOUT = 4;

    /// <summary>The same on x86-64 and arm64 (asm-generic/ioctls.h).</summary>
    public const nuint FIONBIO = 0x5421;

    public const int EINTR = Libc.EINTR;
    public const int EAGAIN = Libc.EAGAIN;
    public const int EMSGSIZE = 90;
    public const int EPROTOTYPE = 91;
    public const int ETIMEDOUT = 110;
    public const int EINPROGRESS = 115;

    /// <summary>struct addrinfo (netdb.h).</summary>
    public struct AddressInfo
    {
        public int Flags;
        public int Family;
        public int SocketType;
        public int Protocol;
        public uint AddressLength;
        public byte* Address;
        public byte* CanonicalName;
        public AddressInfo* Next;
    }

    /// <summary>struct timeval on 64-bit Linux.</summary>
    public struct TimeValue
    {
        public nint Seconds;
        public nint Microseconds;
    }

    /// <summary>struct pollfd (poll.h).</summary>
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", EntryPoint = "freeaddrinfo")]
    public static partial void FreeAddressInfo(AddressInfo* result);

    [LibraryImport("libc", EntryPoint = "gethostname")]
    public static partial int GetHostName(byte* name, nuint length);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Open(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int descriptor, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int descriptor, int level, int name, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetOption(int descriptor, int level, int name, void* value, uint* length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int descriptor, byte* buffer, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int descriptor, byte* buffer, nuint count, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(int descriptor, int how);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    public static partial int Control(int descriptor, nuint request, void* argument);

    /// <summary>getaddrinfo(3). Returns 0, or one of its own errors.</summary>
    [LibraryImport("libc", EntryPoint = "getaddrinfo", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetAddressInfo(string node, string? service, AddressInfo* hints, AddressInfo** result);

#if STATIC_EXECUTABLE
    /// <summary>Of glibc: what is asked for the entries of a database, instead of what nsswitch.conf says.</summary>
    [LibraryImport("libc", EntryPoint = "__nss_configure_lookup")]
    public static partial int ConfigureLookup(byte* database, byte* services);
#endif
}
