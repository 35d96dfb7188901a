using System.Net;
using System.Net.Sockets;

namespace GetScu.Tests.Support;

/// <summary>Starts servers that cannot choose a port themselves.</summary>
internal static class ServerProcess
{
    private const int Attempts = 5;

    /// <summary>Generous: a loaded machine with two cores.</summary>
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Starts a server on free ports and waits until it is ready. Another process may have taken a port in between:
    /// then it is tried again with others.
    /// </summary>
    /// <param name="ports">How many ports it needs.</param>
    /// <param name="start">Starts it on these ports.</param>
    /// <param name="isReady">Asked again and again.</param>
    public static (RunningTool Tool, int[] Ports) Start(int ports, Func<int[], RunningTool> start, Func<int[], bool> isReady)
    {
        string last = "";
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int[] chosen = FreePorts(ports);
            RunningTool tool = start(chosen);
            long end = Environment.TickCount64 + (long)ReadyDeadline.TotalMilliseconds;
            while (!tool.HasExited && Environment.TickCount64 < end)
            {
                if (isReady(chosen) && !tool.HasExited)
                {
                    return (tool, chosen);
                }

                // Nothing tells when a foreign server listens; ask again shortly.
                Thread.Sleep(20);
            }

            last = System.Text.Encoding.UTF8.GetString(tool.Error.Bytes);
            tool.Dispose();
        }

        throw new AssertFailedException($"the server did not start: {last}");
    }

    private static int[] FreePorts(int count)
    {
        Socket[] sockets = new Socket[count];
        int[] ports = new int[count];
        for (int index = 0; index < count; index++)
        {
            sockets[index] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            sockets[index].Bind(new IPEndPoint(IPAddress.Loopback, 0));
            ports[index] = ((IPEndPoint)sockets[index].LocalEndPoint!).Port;
        }

        Array.ForEach(sockets, socket => socket.Dispose());
        return ports;
    }
}
