using System.Net;
using System.Text.RegularExpressions;

using GetScu.Net.Retrieve;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>
/// Servers write a message in small pieces, and their systems hold a piece back until the one before it is acknowledged
/// (RFC 896). No object may wait for the 40 ms after which the system here would do so by itself.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class AcknowledgementTests
{
    private const int Objects = 50;

    /// <summary>Between nothing and 40 ms; a piece that takes longer waited for the delayed acknowledgement, or for the machine.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(35);

    /// <summary>Objects, not time, are counted; what a loaded machine makes late it does not make late again and again.</summary>
    [TestMethod]
    [DataRow("127.0.0.1", "-B")]
    [DataRow("127.0.0.1", "+B")]
    [DataRow("127.0.0.1", "--ignore")]
    [DataRow("::1", "+B")]
    public void No_object_waits_for_a_delayed_acknowledgement(string address, string mode)
    {
        int least = Objects;
        for (int attempt = 0; attempt < 5 && least > Objects / 5; attempt++)
        {
            least = Math.Min(least, LateObjects(IPAddress.Parse(address), mode));
        }

        // All but the first few without the cure.
        Assert.IsLessThanOrEqualTo(Objects / 5, least, $"of {Objects} objects that came late");
    }

    /// <summary>
    /// The other direction: what is sent here waits for no acknowledgement either. The option is set before anything is sent.
    /// </summary>
    [TestMethod]
    [DataRow("127.0.0.1")]
    [DataRow("::1")]
    public void Nothing_sent_waits_for_an_acknowledgement(string address)
    {
        using TempFolder folder = new();
        using ScriptedScp peer = ScriptedScp.Start(IPAddress.Parse(address), conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            conversation.SendGetResponse(0);
            conversation.ExpectRelease();
        });
        string trace = folder.File("trace");
        Tool.Run(
            Tool.Find("strace", "strace"), ToolOptions.Default,
            ["-qq", "-o", trace, "-e", "trace=connect,setsockopt,sendto", NativeBinary.Path, "--ignore", .. Exchange.Query, address, $"{peer.Port}"])
            .ExpectStatus(0);
        peer.Finish();
        string[] calls = File.ReadAllLines(trace);
        string connected = Array.Find(calls, call => call.Contains($"htons({peer.Port})", StringComparison.Ordinal))!;
        string socket = connected["connect(".Length..connected.IndexOf(',')];
        int set = Array.FindIndex(calls, call => Regex.IsMatch(call, @$"^setsockopt\({socket}, SOL_TCP, TCP_NODELAY, \[1\], 4\) += 0$"));
        int sent = Array.FindIndex(calls, call => call.StartsWith($"sendto({socket}, ", StringComparison.Ordinal));
        Assert.IsGreaterThanOrEqualTo(0, set, $"TCP_NODELAY is not set:\n{string.Join('\n', calls)}");
        Assert.IsLessThan(sent, set, $"TCP_NODELAY is set too late:\n{string.Join('\n', calls)}");
        Assert.IsFalse(Array.Exists(calls, call => call.Contains("TCP_NODELAY, [0]", StringComparison.Ordinal)));
    }

    private static int LateObjects(IPAddress address, string mode)
    {
        int late = 0;
        using TempFolder folder = new();
        using ScriptedScp peer = ScriptedScp.Start(address, conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            for (int i = 0; i < Objects; i++)
            {
                late += SendInPieces(conversation, $"1.2.3.{i}") ? 1 : 0;
                conversation.ExpectStoreResponse(0);
            }

            conversation.SendGetResponse(0, completed: Objects);
            conversation.ExpectRelease();
        });
        string[] output = mode == "--ignore" ? [] : ["-od", folder.Path];
        NativeBinary.Run([mode, .. output, .. Exchange.Query, $"{address}", $"{peer.Port}"]).ExpectStatus(0);
        peer.Finish();
        return late;
    }

    /// <summary>The command and the data set, each of them in halves.</summary>
    private static bool SendInPieces(Conversation conversation, string instance)
    {
        int context = conversation.ContextOf(Uids.CtImage);
        byte[] command = Pdu.Message(context, Command.StoreRq(1, Uids.CtImage, instance).Build());
        byte[] data = Pdu.Data(new Pdv(context, false, true, Synthetic.DataSet(Uids.CtImage, instance, pixelBytes: 2000)));
        bool isLate = false;
        foreach (byte[] piece in (byte[][])[command[..12], command[12..], data[..12]])
        {
            conversation.Send(piece);
            isLate |= conversation.AwaitAcknowledgement() > Late;
        }

        conversation.Send(data[12..]);
        return isLate;
    }
}
