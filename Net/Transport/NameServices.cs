using System.Globalization;

using static GetScu.Storage.Posix.SocketCalls;

namespace GetScu.Net.Transport;

/// <summary>Addresses of hosts.</summary>
internal static unsafe class NameServices
{
    /// <summary>Asks the resolver of the C library; a numeric address costs no look at its configuration.</summary>
    /// <param name="host">Name or numeric address, IPv4 or IPv6.</param>
    /// <param name="port">0: none.</param>
    /// <param name="hints">What is wanted; Flags are changed here.</param>
    /// <param name="addresses">To be given to freeaddrinfo when 0 is returned.</param>
    /// <returns>0, or one of getaddrinfo's errors.</returns>
    public static int Resolve(string host, int port, AddressInfo* hints, AddressInfo** addresses)
    {
        if (IsNumeric(host, port, hints, addresses))
        {
            return 0;
        }

#if STATIC_EXECUTABLE
        Pin();
#endif
        return GetAddressInfo(host, Service(port), hints, addresses);
    }

    /// <summary>The address that the host is, without asking anybody; false: it is a name.</summary>
    /// <inheritdoc cref="Resolve"/>
    public static bool IsNumeric(string host, int port, AddressInfo* hints, AddressInfo** addresses)
    {
        int flags = hints->Flags;
        hints->Flags = flags | AI_NUMERICHOST;
        bool isNumeric = GetAddressInfo(host, Service(port), hints, addresses) == 0;
        hints->Flags = flags;
        return isNumeric;
    }

    private static string? Service(int port) => port == 0 ? null : port.ToString(CultureInfo.InvariantCulture);

#if STATIC_EXECUTABLE
    // A static glibc would load the modules that the host's nsswitch.conf names; they belong to another glibc and crash it.
    // Pinned, it asks /etc/hosts and the name servers of /etc/resolv.conf by itself.
    private static void Pin()
    {
        fixed (byte* hosts = "hosts"u8, services = "files dns"u8)
        {
            _ = ConfigureLookup(hosts, services);
        }
    }
#endif
}
