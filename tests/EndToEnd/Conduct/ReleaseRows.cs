using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>The final response has come; the association is to end.</summary>
internal static class ReleaseRows
{
    public static readonly ConductRow[] All =
    [
        Releasing("release-answered", scene => scene.Send(Pdu.ReleaseRp())),
        Releasing("release-pdu-63", scene => scene.Send("63 00 00000000")),
        Releasing("release-accept", scene => scene.Send("02 00 00000000")),
        Releasing("release-answer-long", scene => scene.Send("06 00 00000005 0000000000")),
        Releasing("release-abort", scene => scene.Send(Pdu.Abort(0, 0))),
        Releasing("release-close", scene => scene.Peer.Close()),
        Releasing("release-reset", scene => scene.Peer.Reset()),
        Releasing("release-silence", scene => scene.Peer.Stall(), "-ta", "2") with { Waits = 2 },
        Releasing("release-half", scene =>
        {
            scene.Send("06 00 0000");
            scene.Peer.Stall();
        }, "-ta", "2") with { Waits = 2 },
        Releasing("release-collision", scene =>
        {
            scene.Send(Pdu.ReleaseRq());
            scene.Peer.Expect(Pdu.ReleaseRpType);
            scene.Send(Pdu.ReleaseRp());
        }),
        Releasing("release-collision-silence", scene =>
        {
            scene.Send(Pdu.ReleaseRq());
            scene.Peer.Stall();
        }, "-ta", "2") with { Waits = 2 },
        Releasing("release-collision-twice", scene =>
        {
            scene.Send(Pdu.ReleaseRq());
            scene.Peer.Expect(Pdu.ReleaseRpType);
            scene.Send(Pdu.ReleaseRq());
        }),
        Releasing("release-collision-data", scene =>
        {
            scene.Send(Pdu.ReleaseRq());
            scene.Peer.Expect(Pdu.ReleaseRpType);
            scene.SendCommand(Command.StoreRq(5, Uids.CtImage, Scene.Instance), scene.Ct, Scene.Data());
        }),
        Releasing("release-data-then-collision", scene =>
        {
            scene.SendCommand(Command.StoreRq(5, Uids.CtImage, Scene.Instance), scene.Ct, Scene.Data());
            scene.Send(Pdu.ReleaseRq());
            scene.Peer.Expect(Pdu.ReleaseRpType);
            scene.Send(Pdu.ReleaseRp());
        }),
        Releasing("release-response", scene =>
        {
            scene.Final();
            scene.Send(Pdu.ReleaseRp());
        }),
        Releasing("release-data-in-pieces", scene =>
        {
            byte[] command = Command.StoreRq(5, Uids.CtImage, Scene.Instance).Build();
            for (int i = 0; i < 3; i++)
            {
                scene.SendData(scene.Ct, true, false, command[..10]);
                scene.SendData(scene.Ct, true, true, command[10..]);
                scene.SendData(scene.Ct, false, true, Scene.Data());
            }

            scene.SendData(scene.Ct, true, true, [1, 2, 3]);
            scene.Send(Pdu.ReleaseRp());
        }),
        Releasing("release-data", scene =>
        {
            scene.SendCommand(Command.StoreRq(5, Uids.CtImage, Scene.Instance), scene.Ct, Scene.Data());
            scene.Final();
            scene.Send(Pdu.ReleaseRp());
        }),
        Releasing("release-data-unknown-context", scene =>
        {
            scene.SendData(255, true, true, new byte[10]);
            scene.Send(Pdu.ReleaseRp());
        }),
        Releasing(
            "release-data-endless", scene => scene.Flood(Pdu.Data(new Pdv(1, false, false, new byte[16_000]))), "-ta", "2") with { Waits = 2 },
        Releasing("release-pdv-0", scene => scene.Send("04 00 00000006 00000000 01 03")),
        ConductRow.InGet("release-requested-early", scene =>
        {
            // Behind the final response, before the program's own request has come.
            scene.Peer.Send([.. Pdu.Message(1, Command.GetRsp(1, Uids.PatientRootGet, 0).Build()), .. Pdu.ReleaseRq()]);
            scene.Peer.Expect(Pdu.ReleaseRqType);
            scene.Peer.Expect(Pdu.ReleaseRpType);
            scene.Send(Pdu.ReleaseRp());
        }),
        ConductRow.InGet("release-closed-early", scene =>
        {
            scene.Final();
            scene.Peer.Close();
        }),
        ConductRow.InGet("abort-option", scene => scene.Final(), "--abort"),
        ConductRow.InGet("abort-option-failure", scene => scene.Final(0xA702), "--abort"),
    ];

    private static ConductRow Releasing(string id, Action<Scene> script, params string[] arguments)
    {
        return ConductRow.InGet(id, scene =>
        {
            scene.Final();
            scene.Peer.Expect(Pdu.ReleaseRqType);
            script(scene);
        }, arguments);
    }
}
