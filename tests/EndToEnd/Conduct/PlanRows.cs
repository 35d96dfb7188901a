using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Runs with a plan: what may come to a C-FIND, and to the associations after it.</summary>
internal static class PlanRows
{
    /// <summary>That it lists one image and has it.</summary>
    private static readonly Action<Scene> Sends = scene =>
    {
        scene.Get();
        scene.Store();
        scene.Final(0, completed: 1);
        scene.Peer.ExpectRelease();
    };

    public static readonly ConductRow[] All = [.. Found(), .. Then(), .. Again()];

    /// <summary>C-FIND fails in a way that ends the association, or in one that does not: the C-GET is sent all the same.</summary>
    private static IEnumerable<ConductRow> Found()
    {
        yield return Ending("find-close", scene => scene.Peer.Close());
        yield return Ending("find-reset", scene => scene.Peer.Reset());
        yield return Ending("find-abort", scene => scene.Send(Pdu.Abort(0, 0)));
        yield return Ending("find-silence", scene => scene.Peer.Stall(), "-td", "2") with { Waits = 2 };
        yield return Ending("find-garbage", scene => scene.Send("FF 00 00000004 00000000"));
        yield return Ending("find-other-command", scene => scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0), scene.Peer.GetContext));
        yield return Ending("find-no-status", scene => scene.Send(Pdu.Message(
            scene.Peer.ContextOf(Uids.PatientRootFind), new Command().Uid(Command.AffectedSopClass, Uids.PatientRootFind)
                .Us(Command.Field, Command.CFindRsp).Us(Command.MessageIdRespondedTo, 1).Us(Command.DataSetType, 0x0101).Build())));
        yield return GoingOn("find-refused", (scene, id) => scene.SendFound(id, 0xA700));
        yield return GoingOn("find-unable", (scene, id) => scene.SendFound(id, 0xC001));
        yield return GoingOn("find-no-identifier", (scene, id) =>
        {
            scene.SendMatch(id, null);
            scene.SendFound(id, 0);
        });
        yield return GoingOn("find-rubbish", (scene, id) =>
        {
            scene.SendMatch(id, [1, 2, 3]);
            scene.SendFound(id, 0);
        });
        yield return GoingOn("find-other-id", (scene, id) =>
        {
            scene.SendMatch(id + 70, new DataSetBuilder().Add(0x0020000D, "UI", "1.2.3").Build());
            scene.SendFound(id + 70, 0);
        });
        yield return Telling("find-series-empty", scene => scene.SendFound(scene.ExpectFind(), 0));
        yield return Telling("find-images-refused", scene => scene.SendFound(scene.ExpectFind(), 0xC001));
        yield return new ConductRow("find-broken-and-nothing", scene =>
        {
            scene.Peer.Accept();
            scene.ExpectFind();
            scene.Peer.Reset();
        }, "+xa", "--max-associations", "2") with
        { Then = [Empty] };
        yield return new ConductRow("find-nothing", scene =>
        {
            scene.Peer.Accept();
            scene.SendFound(scene.ExpectFind(), 0);
            scene.Peer.ExpectRelease();
        }, "+xa");
        yield return new ConductRow("find-not-accepted", scene =>
        {
            scene.Peer.Accept(answer => answer.Contexts[1] = answer.Contexts[1] with { Result = 3 });
            scene.Peer.ExpectRelease();
        }, "+xa") with
        { Then = [Sends] };
        yield return new ConductRow("find-signal", scene =>
        {
            scene.Peer.Accept();
            int id = scene.ExpectFind();
            scene.Tool.Signal(RunningTool.SigTerm);
            scene.Peer.ExpectMessage(Command.CCancelRq);
            scene.SendFound(id, 0xFE00);
            scene.Peer.ExpectRelease();
        }, "+xa");
    }

    /// <summary>The association that retrieves does not come about, or not as it should.</summary>
    private static IEnumerable<ConductRow> Then()
    {
        yield return Second("second-close", scene => scene.Peer.Close());
        yield return Second("second-rejected", scene => scene.Send(Pdu.AssociateRj(1, 1, 7)));
        yield return Second("second-rejected-transient", scene => scene.Send(Pdu.AssociateRj(2, 3, 2)));
        yield return Second("second-silence", scene => scene.Peer.Stall(), "-ta", "2") with { Waits = 2 };
        yield return Second("second-garbage", scene => scene.Send("FF 00 00000004 00000000"));
        yield return Retrieving("second-no-get", scene => scene.Peer.Accept(answer => answer.Contexts[0] = answer.Contexts[0] with { Result = 3 }));
        yield return Retrieving("second-no-storage", scene => scene.Peer.Accept(answer =>
        {
            for (int i = 2; i < answer.Contexts.Count; i++)
            {
                answer.Contexts[i] = answer.Contexts[i] with { Result = 4 };
            }
        }));
        yield return Retrieving("second-reset-after-object", scene =>
        {
            scene.Get();
            scene.Store("1.2.3.5");
            scene.Peer.Reset();
        });
        yield return Retrieving("second-sends-another", scene =>
        {
            // An object that was not listed instead of the one that was; asked for that one, nothing.
            scene.Get();
            scene.Store("1.2.3.5");
            scene.Final(0, completed: 1);
            scene.Peer.ExpectGet();
            scene.Final(0, completed: 0);
            scene.Peer.ExpectRelease();
        });
        yield return Retrieving("second-twice", scene =>
        {
            scene.Get();
            scene.Store();
            scene.Store(messageId: 2);
            scene.Final(0, completed: 2);
            scene.Peer.ExpectRelease();
        });
        yield return Retrieving("second-failed-and-sent", scene =>
        {
            scene.Get();
            scene.Store();
            scene.Final(0xB000, new DataSetBuilder().Add(0x00080058, "UI", Scene.Instance).Build());
            scene.Peer.ExpectRelease();
        });
    }

    /// <summary>--retry.</summary>
    private static IEnumerable<ConductRow> Again()
    {
        yield return Retrieving("again-after-loss", Lose, "--retry", "1", "--retry-wait", "0") with { Then = [Lose, Sends] };
        yield return Retrieving("again-in-vain", Lose, "--retry", "1", "--retry-wait", "0") with { Then = [Lose, Lose] };
        yield return Retrieving("again-after-busy", Busy, "--retry", "1", "--retry-wait", "0") with { Then = [Busy, Sends] };
    }

    private static void Lose(Scene scene)
    {
        scene.Get();
        scene.Peer.Reset();
    }

    private static void Busy(Scene scene)
    {
        scene.Peer.Accept();
        while (scene.Peer.TryExpectGet())
        {
            scene.Final(0xA701);
        }
    }

    /// <summary>The first C-FIND of a run is answered so; then the query itself is sent on another association.</summary>
    private static ConductRow Ending(string id, Action<Scene> script, params string[] arguments) => new ConductRow(id, scene =>
    {
        scene.Peer.Accept();
        scene.ExpectFind();
        script(scene);
    }, ["+xa", .. arguments]) with
    { Then = [Sends] };

    /// <summary>The first C-FIND of a run is answered so; then the query itself is sent.</summary>
    private static ConductRow GoingOn(string id, Action<Scene, int> script) => new ConductRow(id, scene =>
    {
        scene.Peer.Accept();
        script(scene, scene.ExpectFind());
        scene.Peer.ExpectRelease();
    }, "+xa") with
    { Then = [Sends] };

    /// <summary>A study and a series are listed, then this; the C-GET brings nothing.</summary>
    private static ConductRow Telling(string id, Action<Scene> script) => new ConductRow(id, scene =>
    {
        scene.Peer.Accept();
        scene.AnswerFind(set => set.Add(0x0020000D, "UI", "1.2.3"));
        scene.AnswerFind(set => set.Add(0x0020000D, "UI", "1.2.3").Add(0x0020000E, "UI", "1.2.3.1"));
        script(scene);
        scene.Peer.ExpectRelease();
    }, "+xa", "--max-associations", "2") with
    { Then = [Empty] };

    private static void Empty(Scene scene)
    {
        scene.Get();
        scene.Final(0);
        scene.Peer.ExpectRelease();
    }

    private static ConductRow Second(string id, Action<Scene> script, params string[] arguments) => Retrieving(id, scene =>
    {
        scene.Peer.ExpectRequest();
        script(scene);
    }, arguments);

    private static ConductRow Retrieving(string id, Action<Scene> script, params string[] arguments) =>
        new(id, scene => scene.List(), ["+xa", .. arguments]) { Then = [script] };
}
