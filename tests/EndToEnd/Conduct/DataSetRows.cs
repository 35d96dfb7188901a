namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>A data set has been announced: some of an object has come, in normal mode and straight to disk.</summary>
internal static class DataSetRows
{
    public static readonly ConductRow[] All =
    [
        .. Both("data-pdu-63", scene => scene.Send("63 00 00000000")),
        .. Both("data-accept", scene => scene.Send("02 00 00000000")),
        .. Both("data-release-rq", scene => scene.Send(Pdu.ReleaseRq())),
        .. Both("data-release-rp", scene => scene.Send(Pdu.ReleaseRp())),
        .. Both("data-abort", scene => scene.Send(Pdu.Abort(0, 0))),
        .. Both("data-close", scene => scene.Peer.Close()),
        .. Both("data-reset", scene => scene.Peer.Reset()),
        .. Both("data-pdv-0", scene => scene.Send("04 00 00000006 00000000 01 00")),
        .. Both("data-command", scene => scene.SendCommand(Command.StoreRq(2, Uids.CtImage, "1.2.3.5"), scene.Ct)),
        .. Both("data-response", scene => scene.Final()),
        .. Both("data-other-context", scene => scene.SendData(scene.Ct + 2, false, true, new byte[100])),
        .. Both("data-context-unknown", scene => scene.SendData(255, false, true, new byte[100])),
        .. Both("data-silence", _ => { }, "-td", "2"),
        .. Both("data-trickle", scene => scene.Trickle(Pdu.Data(new Pdv(scene.Ct, false, true, new byte[100]))), "-td", "2"),
        .. Both("data-silence-within-pdu", scene => scene.Send($"04 00 00001006 00001002 {scene.Ct:X2} 00 0000"), "-td", "2"),
        .. Whole(),
    ];

    private static IEnumerable<ConductRow> Whole()
    {
        yield return ConductRow.InGet("data-missing", scene =>
        {
            scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct);
            scene.SendCommand(Command.StoreRq(2, Uids.CtImage, Scene.Instance), scene.Ct, Scene.Data());
        });
        yield return ConductRow.InGet("data-empty-fragments", scene =>
        {
            byte[] data = Scene.Data();
            scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct);
            scene.SendData(scene.Ct, false, false, []);
            scene.SendData(scene.Ct, false, false, data[..50]);
            scene.SendData(scene.Ct, false, false, []);
            scene.SendData(scene.Ct, false, false, data[50..]);
            scene.SendData(scene.Ct, false, true, []);
            scene.Final(0, completed: 1);
        });
        yield return ConductRow.InGet("data-not-announced", scene =>
        {
            Command command = Command.StoreRq(1, Uids.CtImage, Scene.Instance).Us(Command.DataSetType, Command.NoDataSet);
            scene.SendCommand(command, scene.Ct, Scene.Data());
            scene.SendCommand(command, scene.Ct, Scene.Data());
            scene.Store("1.2.3.5");
            scene.Final(0xB000, completed: 1, failed: 2);
        });
        yield return ConductRow.InGet("data-not-announced-response", scene =>
        {
            byte[] list = new DataSetBuilder().Add(0x00080058, "UI", "1.2.3").Build();
            scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0xFF00), 1, list);
            scene.Store();
            scene.Final(0, completed: 1);
        });
        yield return ConductRow.InGet("data-not-announced-endless", scene =>
        {
            scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0xFF00), 1);
            scene.SendData(1, false, false, new byte[1000]);
        }, "-td", "2") with
        { Waits = 2 };
        yield return ConductRow.InGet("data-not-announced-twice", scene =>
        {
            scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0xFF00), 1, new byte[10]);
            scene.SendData(1, false, true, new byte[10]);
        });
    }

    /// <summary>In both storage modes; straight to disk the part file is there when it happens.</summary>
    private static IEnumerable<ConductRow> Both(string id, Action<Scene> script, params string[] arguments)
    {
        foreach (string mode in (string[])["-B", "+B"])
        {
            yield return ConductRow.InGet($"{id} {mode}", scene =>
            {
                scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct);
                scene.SendData(scene.Ct, false, false, Scene.Data(length: 10_000)[..8000]);
                script(scene);
            }, [mode, .. arguments]) with
            { Waits = arguments.Length > 0 ? 2 : null };
        }
    }
}
