using System.Net;
using System.Net.Sockets;

using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>One row while it is played: the peer's side, the running program, its output directory.</summary>
internal sealed class Scene(string output) : IDisposable
{
    /// <summary>Instance that <see cref="Store"/> sends unless another is named.</summary>
    public const string Instance = "1.2.3.4";

    private readonly TaskCompletionSource<RunningTool> _tool = new();
    private readonly List<IDisposable> _kept = [];
    private readonly List<Conversation> _peers = [];

    /// <summary>The connection that goes on.</summary>
    public Conversation Peer => _peers.Count > 0 ? _peers[^1] : throw new InvalidOperationException("nobody has connected");

    /// <summary>The output directory.</summary>
    public string Output { get; } = output;

    /// <summary>The small disk that lies there, if the row has one.</summary>
    public Mount? Disk { get; set; }

    /// <summary>The disk that can be made to stand still, if the row has one.</summary>
    public FreezableDisk? Freezable { get; set; }

    /// <summary>Where to connect to instead of the peer.</summary>
    public int? Port { get; set; }

    /// <summary>Another run into the same directory, if the row has one.</summary>
    public OtherRun? Other { get; set; }

    /// <summary>What the program has sent on each connection, see <see cref="WireLog"/>.</summary>
    public string Sent => string.Join(" ‖ ", _peers.Select(peer => WireLog.Describe(peer.ReceivedPdus)).Select(sent => sent.Length == 0 && _peers.Count > 1 ? "—" : sent));

    /// <summary>The program, once it runs.</summary>
    public RunningTool Tool => _tool.Task.Wait(TimeSpan.FromSeconds(60))
        ? _tool.Task.Result
        : throw new AssertFailedException("the program was not started");

    /// <summary>Id of the context for CT images.</summary>
    public int Ct => Peer.ContextOf(Uids.CtImage);

    /// <summary>A well-formed data set of an object.</summary>
    public static byte[] Data(
        string instance = Instance, string sopClass = Uids.CtImage, int length = 100, string transferSyntax = Uids.ExplicitLittle)
    {
        return new DataSetBuilder(transferSyntax).Add(0x00080016, "UI", sopClass).Add(0x00080018, "UI", instance)
            .Add(0x7FE00010, "OW", new byte[length]).Build();
    }

    /// <summary>Waits until some of an object is on the disk.</summary>
    public static void WaitForPart(string folder)
    {
        long end = Environment.TickCount64 + 60_000;
        while (Directory.GetFiles(folder, ".getscu-*.part").Length == 0)
        {
            Assert.IsLessThan(end, Environment.TickCount64, $"no part file in {folder}");
            Thread.Yield();
        }
    }

    public void WaitForPart()
    {
        WaitForPart(Output);
    }

    /// <summary>Waits until the program's main thread is in a call to the system.</summary>
    public void WaitForSyscall(string name)
    {
        long end = Environment.TickCount64 + 10_000;
        while (!IsInSyscall(name))
        {
            Assert.IsLessThan(end, Environment.TickCount64, $"never in {name}");
            Thread.Yield();
        }
    }

    /// <summary>Whether the program's main thread is in a call to the system.</summary>
    public bool IsInSyscall(string name)
    {
        // Numbers of x86-64 and of arm64.
        string[] numbers = name switch
        {
            "connect" => ["42", "203"],
            "write" => ["1", "64"],
            "writev" => ["20", "66"],
            "poll" => ["7", "73"],
            _ => throw new ArgumentException(name),
        };
        return numbers.Contains(Tool.Syscall());
    }

    /// <summary>Lets something live as long as the row.</summary>
    public T Keep<T>(T resource) where T : IDisposable
    {
        _kept.Add(resource);
        return resource;
    }

    /// <summary>Sets the mode of the output directory, and lets everybody come there.</summary>
    public void Permit(string mode)
    {
        string parent = Path.GetDirectoryName(Output)!;
        string chmod = Support.Tool.Find("chmod", "coreutils");
        Support.Tool.Run(chmod, ToolOptions.Default, "755", parent).ExpectStatus(0);
        Support.Tool.Run(chmod, ToolOptions.Default, mode, Output).ExpectStatus(0);
    }

    /// <summary>A port where nobody answers: the queue of connections not yet taken is full.</summary>
    public int DeafPort()
    {
        Socket listener = Keep(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        for (int i = 0; i < 4; i++)
        {
            Socket filler = Keep(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            filler.Blocking = false;
            try
            {
                filler.Connect(listener.LocalEndPoint!);
            }
            catch (SocketException)
            {
                // On its way, or never.
            }
        }

        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    /// <summary>Shell words that make standard error a pipe that is full, until <see cref="DrainError"/>.</summary>
    public string FullError()
    {
        return $"cd '{Path.GetDirectoryName(Output)}'; mkfifo pipe; exec 3<>pipe; "
            + "dd if=/dev/zero bs=4096 count=100000 oflag=nonblock >&3 2>/dev/null; exec 2>pipe; exec";
    }

    /// <summary>Reads on from that pipe.</summary>
    public void DrainError()
    {
        FileStream pipe = Keep(File.OpenRead(Path.Combine(Path.GetDirectoryName(Output)!, "pipe")));
        new Thread(() => Drain(pipe)) { IsBackground = true }.Start();
    }

    public void Dispose()
    {
        Other?.Dispose();
        _kept.ForEach(resource => resource.Dispose());
    }

    public void Start(RunningTool tool)
    {
        _tool.SetResult(tool);
    }

    public void Begin(Conversation peer)
    {
        _peers.Add(peer);
    }

    /// <summary>Accepts the association and takes the C-GET-RQ.</summary>
    public void Get(Action<AssociateAc>? change = null)
    {
        Peer.Accept(change);
        Peer.ExpectGet();
    }

    /// <summary>The association of a plan that lists one CT image in one series, and ends.</summary>
    public void List()
    {
        Peer.Accept();
        AnswerFind(set => set.Add(0x0020000D, "UI", "1.2.3"));
        AnswerFind(set => set.Add(0x0020000D, "UI", "1.2.3").Add(0x0020000E, "UI", "1.2.3.1"));
        AnswerFind(set => set.Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", Instance)
            .Add(0x0020000D, "UI", "1.2.3").Add(0x0020000E, "UI", "1.2.3.1"));
        Peer.ExpectRelease();
    }

    /// <summary>Takes a C-FIND-RQ; its message id.</summary>
    public int ExpectFind() => Peer.ExpectMessage(Command.CFindRq).Command.Us(Command.MessageId);

    /// <summary>Takes a C-FIND-RQ and answers with one match, then with success.</summary>
    public void AnswerFind(Func<DataSetBuilder, DataSetBuilder> match)
    {
        int id = ExpectFind();
        SendMatch(id, match(new DataSetBuilder()).Build());
        SendFound(id, 0);
    }

    /// <summary>A pending C-FIND-RSP.</summary>
    public void SendMatch(int id, byte[]? identifier, int status = 0xFF00)
    {
        SendCommand(Command.FindRsp(id, Uids.PatientRootFind, status, identifier is not null), FindContext, identifier);
    }

    /// <summary>A final one.</summary>
    public void SendFound(int id, int status) => SendCommand(Command.FindRsp(id, Uids.PatientRootFind, status), FindContext);

    private int FindContext => Peer.ContextOf(Uids.PatientRootFind);

    private static void Drain(FileStream pipe)
    {
        try
        {
            pipe.CopyTo(Stream.Null);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The row is over.
        }
    }

    /// <summary>Sends what the program may no longer take.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Peer.Send(bytes);
        }
        catch (SocketException)
        {
            // It has closed: its exit status and the log tell.
        }
    }

    /// <summary>Sends bytes in the notation of <see cref="Hex"/>.</summary>
    public void Send(string hex)
    {
        Send(Hex.Parse(hex));
    }

    /// <summary>Sends the same again and again, as long as the program runs.</summary>
    public void Flood(byte[] bytes)
    {
        while (!Tool.HasExited)
        {
            Send(bytes);
        }
    }

    /// <summary>Neither says nor ends anything, as long as the program runs.</summary>
    public void HoldOpen()
    {
        while (!Tool.HasExited)
        {
            Thread.Sleep(10);
        }
    }

    /// <summary>Sends byte after byte, ten in a second, until the program has had enough.</summary>
    public void Trickle(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (Tool.HasExited)
            {
                return;
            }

            Send([value]);
            Thread.Sleep(100);
        }
    }

    public void SendData(int context, bool isCommand, bool isLast, byte[] bytes)
    {
        Send(Pdu.Data(new Pdv(context, isCommand, isLast, bytes)));
    }

    public void SendCommand(Command command, int context, byte[]? data = null)
    {
        Send(Pdu.Message(context, command.Build(), data));
    }

    /// <summary>Sends an object whole and takes the answer.</summary>
    public void Store(string instance = Instance, byte[]? data = null, int messageId = 1, string sopClass = Uids.CtImage)
    {
        SendCommand(Command.StoreRq(messageId, sopClass, instance), Ct, data ?? Data(instance, sopClass));
        Peer.ExpectMessage(Command.CStoreRsp);
    }

    /// <summary>A final response, with counters where there are any.</summary>
    public void Final(int status = 0, int? completed = null, int? failed = null, int? warning = null, int? remaining = null)
    {
        Peer.SendGetResponse(status, remaining, completed, failed, warning);
    }

    /// <summary>A final response with a data set.</summary>
    public void Final(int status, byte[] data)
    {
        SendCommand(Command.GetRsp(Peer.GetMessageId, Uids.PatientRootGet, status, hasData: true), Peer.GetContext, data);
    }
}
