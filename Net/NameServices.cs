#if STATIC_EXECUTABLE
using System.Runtime.InteropServices;

namespace GetScu.Net;

/// <summary>
/// A static glibc would load the modules that the host's nsswitch.conf names; they belong to another glibc and crash it.
/// Pinned, it asks /etc/hosts and the name servers of /etc/resolv.conf by itself.
/// </summary>
internal static partial class NameServices
{
    public static unsafe void Pin()
    {
        fixed (byte* hosts = "hosts"u8, passwd = "passwd"u8, group = "group"u8, filesAndDns = "files dns"u8, files = "files"u8)
        {
            _ = Configure(hosts, filesAndDns);
            _ = Configure(passwd, files);
            _ = Configure(group, files);
        }
    }

    [LibraryImport("libc", EntryPoint = "__nss_configure_lookup")]
    private static unsafe partial int Configure(byte* database, byte* services);
}
#endif
