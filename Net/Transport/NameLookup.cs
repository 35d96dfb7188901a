using System.Threading;

using GetScu.Dicom;

using static GetScu.Storage.Posix.SocketCalls;

namespace GetScu.Net.Transport;

/// <summary>
/// The addresses of a peer. Where that is to have an end the resolver is asked on a thread of its own, which is left alone
/// when the time has passed: the C library's own bound is ten seconds for a name server that is silent.
/// </summary>
internal sealed unsafe class NameLookup
{
    private readonly string _host;
    private readonly int _port;
    private AddressInfo* _addresses;
    private int _error;

    private NameLookup(string host, int port)
    {
        _host = host;
        _port = port;
    }

    /// <param name="host">Name or numeric address, IPv4 or IPv6.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="timeout">Seconds; null: as long as the resolver takes.</param>
    /// <returns>To be given to freeaddrinfo.</returns>
    /// <exception cref="NetworkException">Unknown host.</exception>
    public static AddressInfo* Resolve(string host, int port, int? timeout)
    {
        AddressInfo* addresses;
        AddressInfo hints = Hints;
        if (NameServices.IsNumeric(host, port, &hints, &addresses))
        {
            return addresses;
        }

        NameLookup lookup = new(host, port);
        if (timeout is int seconds)
        {
            Wait(lookup, seconds);
        }
        else
        {
            lookup.Ask();
        }

        return lookup._error == 0 ? lookup._addresses : throw Unknown(host, "");
    }

    private static AddressInfo Hints => new() { Family = AF_UNSPEC, SocketType = SOCK_STREAM, Protocol = IPPROTO_TCP };

    private static void Wait(NameLookup lookup, int seconds)
    {
        Thread thread = new(lookup.Ask, Limits.ResolverStack) { IsBackground = true };
        Deadline deadline = new(seconds);
        thread.Start();
        deadline.Begin();
        while (!thread.Join(deadline.Next))
        {
            deadline.End();
            if (deadline.HasPassed && !thread.Join(0))
            {
                throw Unknown(lookup._host, $" (no answer from the name servers for {seconds} s)");
            }
        }
    }

    private void Ask()
    {
        AddressInfo hints = Hints;
        AddressInfo* addresses;
        _error = NameServices.Resolve(_host, _port, &hints, &addresses);
        _addresses = addresses;
    }

    private static NetworkException Unknown(string host, string reason) =>
        new(NetworkFailure.UnknownHost, $"Attempt to connect to unknown host: {host}{reason}");
}
