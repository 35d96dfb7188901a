using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>What pending responses report counts as well; which of several outcomes the exit status tells.</summary>
internal static class PendingRows
{
    public static readonly ConductRow[] All = [.. Counters(), .. Lists(), .. Worst()];

    private static readonly byte[] OneFailed = new DataSetBuilder().Add(0x00080058, "UI", "1.2.3.9").Build();

    private static IEnumerable<ConductRow> Counters()
    {
        yield return ConductRow.InGet("pending-failed", scene =>
        {
            scene.Store();
            Pending(scene, remaining: 0, completed: 1, failed: 1);
            scene.Final();
        });
        yield return ConductRow.InGet("pending-failed-taken-back", scene =>
        {
            scene.Store();
            Pending(scene, remaining: 1, completed: 0, failed: 1);
            scene.Final(0, completed: 1, failed: 0, warning: 0);
        });
        yield return ConductRow.InGet("pending-remaining", scene =>
        {
            scene.Store();
            Pending(scene, remaining: 2, completed: 1);
            scene.Final();
        });
        yield return ConductRow.InGet("pending-warned-remaining", scene =>
        {
            scene.Store();
            Pending(scene, remaining: 1, warning: 1);
            scene.Final();
        });
        yield return ConductRow.InGet("pending-remaining-come", scene =>
        {
            scene.Store("1.2.3");
            Pending(scene, remaining: 1, completed: 1);
            scene.Store("1.2.4");
            scene.Final();
        });
        yield return ConductRow.InGet("pending-remaining-counted", scene =>
        {
            scene.Store();
            Pending(scene, remaining: 4, completed: 1);
            scene.Final(0, completed: 1, failed: 0, warning: 0);
        });
        yield return ConductRow.InGet("pending-empty-behind", scene =>
        {
            scene.Store();
            Pending(scene, remaining: 2, completed: 1);
            Pending(scene);
            scene.Final();
        });
        yield return ConductRow.InGet("warned-alone", scene =>
        {
            scene.Store();
            scene.Final(0xB000, completed: 0, failed: 0, warning: 1);
        });
        yield return ConductRow.InGet("warned-and-missing", scene =>
        {
            scene.Store();
            scene.Final(0xB000, completed: 1, failed: 0, warning: 1);
        });
        yield return ConductRow.InGet("early-end-counters", scene =>
        {
            scene.Store();
            scene.Final(0xA702, completed: 1, failed: 2);
        }, "-v");
    }

    private static IEnumerable<ConductRow> Lists()
    {
        yield return ConductRow.InGet("pending-list", scene =>
        {
            scene.SendCommand(Response(0xFF00), 1, OneFailed);
            scene.Final();
        });
        yield return ConductRow.InGet("pending-list-repeated", scene =>
        {
            for (int i = 0; i < 5; i++)
            {
                scene.SendCommand(Response(0xFF00), 1, new DataSetBuilder().Add(0x00080058, "UI", "1.2.5\\1.2.6").Build());
            }

            scene.Final(0xB000, new DataSetBuilder().Add(0x00080058, "UI", "1.2.5\\1.2.6\\1.2.7").Build());
        });
        yield return ConductRow.InGet("list-refused-here", scene =>
        {
            scene.Store("1.2.3.9", data: []);
            scene.Final(0xB000, new DataSetBuilder().Add(0x00080058, "UI", "1.2.3.9\\1.2.3.8").Build());
        });
        yield return new ConductRow("list-no-class-accepted", scene =>
        {
            scene.Get(answer => answer.Contexts.RemoveRange(1, 120));
            scene.Final(0xB000, OneFailed);
        });
        yield return new ConductRow("list-one-class-accepted", scene =>
        {
            scene.Get(answer => answer.Contexts.RemoveRange(2, 119));
            scene.Final(0xB000, OneFailed);
        }, "+xs");
    }

    private static IEnumerable<ConductRow> Worst()
    {
        yield return Reference("dcmtk-status-failure", scene => scene.Final(0xA702));
        yield return Reference("dcmtk-status-incomplete", scene => scene.Final(0, completed: 1));
        yield return Reference("dcmtk-status-refused-then-lost", scene =>
        {
            scene.Store(data: []);
            scene.Peer.Close();
        });
        yield return Reference("dcmtk-status-failure-then-broken", scene =>
        {
            scene.Final(0xA702);
            scene.Peer.ExpectGet();
            scene.Send("63 00 00000000");
        }) with
        { QueryFiles = 2 };
        yield return Reference("dcmtk-status-failure-then-not-sent", NotSent) with { QueryFiles = 2 };
        yield return ConductRow.InGet("failure-then-not-sent", NotSent) with { QueryFiles = 2 };
        yield return ConductRow.InGet("incomplete-then-not-released", scene =>
        {
            scene.Final(0xB000);
            scene.Peer.Expect(Pdu.ReleaseRqType);
            scene.Peer.Close();
        });
    }

    private static void NotSent(Scene scene)
    {
        // The program stands still until the connection is gone.
        scene.Tool.Signal(RunningTool.SigStop);
        scene.Final(0xA702);
        scene.Peer.ResetAndWait();
        scene.Tool.Signal(RunningTool.SigCont);
    }

    private static ConductRow Reference(string id, Action<Scene> script)
    {
        return ConductRow.InGet(id, script, "--dcmtk-exit-status");
    }

    private static Command Response(int status)
    {
        return Command.GetRsp(1, Uids.PatientRootGet, status, hasData: true);
    }

    private static void Pending(Scene scene, int? remaining = null, int? completed = null, int? failed = null, int? warning = null)
    {
        scene.Peer.SendGetResponse(0xFF00, remaining, completed, failed, warning);
    }
}
