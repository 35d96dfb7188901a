using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>The C-GET-RQ is out, and the next message is awaited.</summary>
internal static class MessageRows
{
    public static readonly ConductRow[] All = [.. Pdus(), .. Endings(), .. Lengths(), .. Messages()];

    private static IEnumerable<ConductRow> Pdus()
    {
        yield return Sending("message-pdu-00", "00 00 00000004 00000000");
        yield return Sending("message-pdu-63", "63 00 FFFFFFFF");
        yield return Sending("message-request", "01 00 00000000");
        yield return Sending("message-accept", "02 00 00000000");
        yield return Sending("message-accept-4-gib", "02 00 FFFFFFFF");
        yield return Sending("message-reject", "03 00 00000004 00 01 01 01");
        yield return Sending("message-release-rp", "06 00 00000004 00000000");
        yield return Sending("message-release-rq", "05 00 00000004 00000000");
        yield return Sending("message-release-rq-long", "05 00 00000006 000000000000");
        yield return Sending("message-abort-user", "07 00 00000004 00000000");
        yield return Sending("message-abort-provider", "07 00 00000004 00000206");
        yield return Sending("message-abort-short", "07 00 00000002 0000");
    }

    private static IEnumerable<ConductRow> Endings()
    {
        yield return InGet("message-violation-held", scene =>
        {
            scene.Send("63 00 00000000");
            scene.HoldOpen();
        });
        yield return InGet("message-violation-flood", scene =>
        {
            scene.Send("63 00 00000000");
            scene.Flood(new byte[65536]);
        });
        yield return InGet("message-release-rq-flood", scene =>
        {
            scene.Send(Pdu.ReleaseRq());
            scene.Peer.Expect(Pdu.ReleaseRpType);
            scene.Flood(new byte[65536]);
        });
        yield return InGet("message-abort-after-pending", scene =>
        {
            scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0xFF00), 1);
            scene.Send(Pdu.Abort(0, 0));
        });
        yield return InGet("message-close", scene => scene.Peer.Close());
        yield return InGet("message-reset", scene => scene.Peer.Reset());
        yield return InGet("message-silence", _ => { }, "-td", "2") with { Waits = 2 };
        yield return InGet("message-silence-continued", scene =>
        {
            // Each ends the call to the system that waits.
            while (!scene.Tool.HasExited)
            {
                scene.Tool.SignalQuietly(RunningTool.SigCont);
                Thread.Sleep(700);
            }
        }, "-td", "2") with
        { Waits = 2 };
        yield return Stalled("message-stopped", scene =>
        {
            scene.Tool.Signal(RunningTool.SigStop);
            Thread.Sleep(4000);
            scene.Tool.Signal(RunningTool.SigCont);
        });
        yield return Stalled("message-stopped-silent", scene =>
        {
            scene.Tool.Signal(RunningTool.SigStop);
            Thread.Sleep(4000);
            scene.Tool.Signal(RunningTool.SigCont);
            Thread.Sleep(500);
        });
        yield return InGet("message-half-header", scene => scene.Send("04 00 00"), "-td", "2") with { Waits = 2 };
        yield return InGet("message-half-header-close", scene =>
        {
            scene.Send("04 00 00");
            scene.Peer.Close();
        });
        yield return InGet("message-trickle", scene => scene.Trickle(Final(scene)), "-td", "2") with { Waits = 2 };
        yield return InGet("message-pending-trickle", scene =>
        {
            // Each byte is progress, but of no message.
            scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0xFF00), 1);
            scene.Trickle(Pdu.Message(1, Command.GetRsp(1, Uids.PatientRootGet, 0xFF00).Build()));
        }, "-td", "2") with
        { Waits = 2 };
        yield return InGet("message-pending-20000", scene =>
        {
            byte[] pending = Pdu.Message(1, Command.GetRsp(1, Uids.PatientRootGet, 0xFF00).Build());
            byte[] hundred = [.. Enumerable.Repeat(pending, 100).SelectMany(bytes => bytes)];
            for (int i = 0; i < 200; i++)
            {
                scene.Send(hundred);
            }

            scene.Final();
        });
    }

    private static IEnumerable<ConductRow> Lengths()
    {
        yield return Sending("pdu-0", "04 00 00000000");
        yield return Sending("pdu-5", "04 00 00000005 00000001 01");
        yield return Sending("pdv-0", "04 00 00000006 00000000 01 03");
        yield return Sending("pdv-1", "04 00 00000006 00000001 01 03");
        yield return Sending("pdv-beyond", "04 00 00000006 00000003 01 03");
        yield return Sending("pdv-4-gib", "04 00 00000006 FFFFFFFF 01 03");
        yield return Sending("pdv-overflow", "04 00 00000006 FFFFFFFC 01 03");
        yield return Sending("pdv-rest", "04 00 00000009 00000002 01 01 000000");
        yield return InGet("pdv-odd", scene =>
        {
            byte[] command = Command.StoreRq(1, Uids.CtImage, Scene.Instance).Build();
            byte[] data = Scene.Data();
            scene.SendData(scene.Ct, true, false, command[..11]);
            scene.SendData(scene.Ct, true, true, command[11..]);
            scene.SendData(scene.Ct, false, false, data[..3]);
            scene.SendData(scene.Ct, false, true, data[3..]);
            scene.Final(0, completed: 1);
        });
        yield return Sending("pdv-context-0", "04 00 00000006 00000002 00 03");
        yield return Sending("pdv-context-2", "04 00 00000006 00000002 02 03");
        yield return Sending("pdv-context-255", "04 00 00000006 00000002 FF 03");
        yield return InGet("pdv-control-reserved", scene =>
        {
            // PS3.8 E.2: bits 2 to 7 are zero and not tested.
            byte[] command = Command.GetRsp(1, Uids.PatientRootGet, 0).Build();
            scene.Send(Pdu.Raw(Pdu.DataType, [.. Hex.Parse($"{command.Length + 2:X8} 01 FF"), .. command]));
        });
        yield return InGet("pdu-beyond-maximum", scene =>
        {
            byte[] command = Command.StoreRq(1, Uids.CtImage, Scene.Instance).Build();
            scene.Send(Pdu.Data(new Pdv(scene.Ct, true, true, command), new Pdv(scene.Ct, false, true, Scene.Data(length: 300_000))));
            scene.Final(0, completed: 1);
        });
        yield return InGet("pdu-4-gib", scene =>
        {
            scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct);
            scene.Send([.. Hex.Parse($"04 00 FFFFFFFE FFFFFFFA {scene.Ct:X2} 00"), .. Scene.Data(length: 8 << 20)]);
            scene.Peer.Close();
        });
        yield return InGet("pdu-4-gib-of-fragments", scene =>
        {
            byte[] command = Command.StoreRq(1, Uids.CtImage, Scene.Instance).Build();
            byte[] data = Scene.Data();
            scene.Send(
            [
                .. Hex.Parse("04 00 FFFFFFFF"), .. Hex.Parse($"{command.Length + 2:X8} {scene.Ct:X2} 03"), .. command,
                .. Hex.Parse($"{data.Length + 2:X8} {scene.Ct:X2} 02"), .. data,
            ]);
            scene.Peer.ExpectStoreResponse(0);
            scene.Peer.Close();
        });
    }

    private static IEnumerable<ConductRow> Messages()
    {
        yield return InGet("message-data", scene => scene.SendData(scene.Ct, false, true, Scene.Data()));
        yield return InGet("message-final", scene => scene.Final());
        yield return InGet("message-one-byte-segments", scene =>
        {
            scene.Peer.Send(Pdu.Message(scene.Ct, Command.StoreRq(1, Uids.CtImage, Scene.Instance).Build(), Scene.Data()), 1);
            scene.Peer.ExpectStoreResponse(0);
            scene.Final(0, completed: 1);
        });
        yield return InGet("message-echo", scene =>
        {
            scene.SendCommand(Command.EchoRq(7), scene.Peer.ContextOf(Uids.Verification));
            scene.Peer.ExpectMessage(Command.CEchoRsp);
            scene.Final();
        });
        yield return InGet("message-echo-with-data", scene =>
        {
            scene.SendCommand(Command.EchoRq(7).Us(Command.DataSetType, 0), 1, new byte[100]);
            scene.Peer.ExpectMessage(Command.CEchoRsp);
            scene.Final();
        });
        yield return InGet("message-all-at-once", scene =>
        {
            byte[] first = Pdu.Message(scene.Ct, Command.StoreRq(1, Uids.CtImage, "1.2.3").Build(), Scene.Data("1.2.3"));
            byte[] second = Pdu.Message(scene.Ct, Command.StoreRq(2, Uids.CtImage, "1.2.4").Build(), Scene.Data("1.2.4"));
            scene.Send([.. first, .. second, .. Final(scene)]);
        });
    }

    /// <summary>Something holds the program within an object for longer than it waits for its peer, whose bytes are there or come then.</summary>
    private static ConductRow Stalled(string id, Action<Scene> stall)
    {
        return InGet(id, scene =>
        {
            byte[] data = Scene.Data(length: 10_000);
            scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct);
            scene.SendData(scene.Ct, false, false, data[..5000]);
            scene.WaitForPart();
            stall(scene);
            scene.SendData(scene.Ct, false, true, data[5000..]);
            scene.Peer.ExpectStoreResponse(0);
            scene.Final(0, completed: 1);
        }, "+B", "-td", "3") with
        { Waits = 4 };
    }

    private static byte[] Final(Scene scene)
    {
        return Pdu.Message(scene.Peer.GetContext, Command.GetRsp(1, Uids.PatientRootGet, 0).Build());
    }

    private static ConductRow Sending(string id, string hex)
    {
        return InGet(id, scene => scene.Send(hex));
    }

    private static ConductRow InGet(string id, Action<Scene> script, params string[] arguments)
    {
        return ConductRow.InGet(id, script, arguments);
    }
}
