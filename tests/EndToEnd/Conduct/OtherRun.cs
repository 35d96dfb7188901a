using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Another run into the same output directory, which stands within an object until it is told to go on.</summary>
internal sealed class OtherRun : IDisposable
{
    /// <summary>Of the value that its object holds.</summary>
    public const int Length = 6 << 20;

    private readonly ManualResetEventSlim _isWithin = new();
    private readonly ManualResetEventSlim _mayGoOn = new();
    private readonly ScriptedScp _peer;
    private readonly RunningTool _tool;

    private OtherRun(string output, string mode)
    {
        _peer = ScriptedScp.Start(Script);
        _tool = NativeBinary.Start(ToolOptions.Default, [mode, .. Exchange.Query, "-od", output, "127.0.0.1", $"{_peer.Port}"]);
    }

    /// <summary>Waits until its part file is there.</summary>
    public static OtherRun StartWithin(string output, string mode)
    {
        OtherRun run = new(output, mode);
        Assert.IsTrue(run._isWithin.Wait(TimeSpan.FromSeconds(60)), "the other run does not come to its object");
        Scene.WaitForPart(output);
        return run;
    }

    /// <summary>Lets it end, in order.</summary>
    public void Complete()
    {
        _mayGoOn.Set();
        _tool.Wait().ExpectStatus(0);
        _peer.Finish();
    }

    public void Kill()
    {
        _tool.Signal(RunningTool.SigKill);
        _tool.Wait();
        _mayGoOn.Set();
    }

    public void Dispose()
    {
        _mayGoOn.Set();
        _tool.Dispose();
        _peer.Dispose();
    }

    private void Script(Conversation peer)
    {
        peer.Accept();
        peer.ExpectGet();
        int context = peer.ContextOf(Uids.CtImage);
        byte[] data = Scene.Data(length: Length);
        peer.Send(Pdu.Message(context, Command.StoreRq(1, Uids.CtImage, Scene.Instance).Build()));
        peer.Send(Pdu.Data(new Pdv(context, false, false, data[..^1000])));
        _isWithin.Set();
        Assert.IsTrue(_mayGoOn.Wait(TimeSpan.FromSeconds(120)), "nobody told it to go on");
        try
        {
            peer.Send(Pdu.Data(new Pdv(context, false, true, data[^1000..])));
            peer.ExpectStoreResponse(0);
            peer.SendGetResponse(0, completed: 1);
            peer.ExpectRelease();
        }
        catch (Exception) when (_tool.HasExited)
        {
            // Killed.
        }
    }
}
