using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Several objects in flight, with and without an asynchronous operations window (PS3.7 D.3.3.3).</summary>
internal static class PipelineRows
{
    private static readonly string[] Instances = ["1.2.3", "1.2.4", "1.2.5", "1.2.6"];

    public static readonly ConductRow[] All = [.. Windows(), .. Rows(), .. Endings()];

    private static IEnumerable<ConductRow> Windows()
    {
        yield return Window("window-unanswered", 8, null, inFlight: 1);
        yield return Window("window-agreed", 8, "53 00 0004 0001 0008", inFlight: 4);
        yield return Window("window-smaller", 8, "53 00 0004 0001 0002", inFlight: 2);
        yield return Window("window-one", 8, "53 00 0004 0001 0001", inFlight: 1);
        yield return Window("window-unlimited", 0, "53 00 0004 0001 0000", inFlight: 4);
        yield return Window("window-larger", 2, "53 00 0004 0001 0004", inFlight: 4);
        yield return Window("window-unlimited-unasked", 2, "53 00 0004 0001 0000", inFlight: 4);
        yield return Window("window-empty-item", 8, "53 00 0000", inFlight: 1);
        yield return Window("window-short-item", 8, "53 00 0002 0008", inFlight: 1);
        yield return Window("window-long-item", 8, "53 00 0006 000000010008", inFlight: 1);
        yield return Window("window-item-beyond", 8, "53 00 0009 00010008", inFlight: 0);
        yield return Window("window-not-proposed", null, "53 00 0004 0001 0008", inFlight: 4);
    }

    private static IEnumerable<ConductRow> Rows()
    {
        foreach (string mode in (string[])["-B", "+B", "--ignore"])
        {
            yield return ConductRow.InGet($"pipeline {mode}", scene =>
            {
                scene.Send(Stores(scene));
                Answered(scene);
                scene.Final(0, completed: 4);
            }, mode);
        }

        yield return ConductRow.InGet("pipeline-pieces", scene =>
        {
            scene.Peer.Send(Stores(scene), 7);
            Answered(scene);
            scene.Final(0, completed: 4);
        });
        yield return ConductRow.InGet("pipeline-pending", scene =>
        {
            byte[] pending = Pdu.Message(1, Command.GetRsp(1, Uids.PatientRootGet, 0xFF00).Build());
            scene.Send([.. Stores(scene), .. pending, .. Store(scene, 5, "1.2.7")]);
            Answered(scene);
            scene.Peer.ExpectStoreResponse(0);
            scene.Final(0, completed: 5);
        });
        yield return ConductRow.InGet("pipeline-refused", scene =>
        {
            byte[] bad = Pdu.Message(scene.Ct, Command.StoreRq(9, Uids.CtImage, "1.2.9").Build(), Hex.Parse("0800 1600 'UI'"));
            scene.Send([.. Store(scene, 1, Instances[0]), .. bad, .. Store(scene, 2, Instances[1])]);
            scene.Peer.ExpectStoreResponse(0);
            scene.Peer.ExpectStoreResponse(0xC000);
            scene.Peer.ExpectStoreResponse(0);
            scene.Final(0xB000, completed: 2, failed: 1);
        });
    }

    private static IEnumerable<ConductRow> Endings()
    {
        yield return ConductRow.InGet("pipeline-violation", scene => scene.Send([.. Stores(scene), .. Hex.Parse("63 00 00000000")]));
        yield return ConductRow.InGet("pipeline-command-within", scene =>
            scene.Send(
            [
                .. Stores(scene), .. Pdu.Message(scene.Ct, Command.StoreRq(5, Uids.CtImage, "1.2.7").Build()),
                .. Pdu.Data(new Pdv(scene.Ct, false, false, Scene.Data()[..40])),
                .. Pdu.Message(1, Command.GetRsp(1, Uids.PatientRootGet, 0).Build()),
            ]));
        yield return ConductRow.InGet("pipeline-release-rq", scene => scene.Send([.. Stores(scene), .. Pdu.ReleaseRq()]));
        yield return ConductRow.InGet("pipeline-close", scene =>
        {
            scene.Send(Stores(scene));
            Answered(scene);
            scene.Peer.Close();
        });
        yield return ConductRow.InGet("pipeline-close-within", scene =>
        {
            scene.Send([.. Stores(scene), .. Store(scene, 5, "1.2.7")[..^40]]);
            Answered(scene);
            scene.Peer.Close();
        });
        yield return ConductRow.InGet("pipeline-silence-within", scene =>
        {
            scene.Send([.. Stores(scene), .. Store(scene, 5, "1.2.7")[..^40]]);
            Answered(scene);
            scene.HoldOpen();
        }, "-td", "2") with
        { Waits = 2 };
    }

    /// <summary>So many of four objects are in flight at a time; the item stands behind all others of the answer.</summary>
    private static ConductRow Window(string id, int? proposed, string? item, int inFlight)
    {
        string[] arguments = proposed is int number ? ["--async", $"{number}"] : [];
        return new ConductRow(id, scene =>
        {
            scene.Peer.Accept(answer => answer.ExtraUserItems = Hex.Parse(item ?? ""));
            Assert.AreEqual(proposed is int performed ? new OperationsWindow(1, performed) : null, scene.Peer.Request.Window);
            if (inFlight == 0)
            {
                return;
            }

            scene.Peer.ExpectGet();
            for (int first = 0; first < Instances.Length; first += inFlight)
            {
                for (int i = first; i < first + inFlight; i++)
                {
                    scene.Send(Store(scene, i + 1, Instances[i]));
                }

                for (int i = first; i < first + inFlight; i++)
                {
                    scene.Peer.ExpectStoreResponse(0);
                }
            }

            scene.Final(0, completed: 4);
        }, arguments);
    }

    private static void Answered(Scene scene)
    {
        for (int i = 1; i <= Instances.Length; i++)
        {
            Message response = scene.Peer.ExpectStoreResponse(0);
            Assert.AreEqual(i, response.Command.Us(Command.MessageIdRespondedTo));
        }
    }

    private static byte[] Stores(Scene scene)
    {
        return [.. Instances.SelectMany((instance, index) => Store(scene, index + 1, instance))];
    }

    private static byte[] Store(Scene scene, int messageId, string instance)
    {
        return Pdu.Message(scene.Ct, Command.StoreRq(messageId, Uids.CtImage, instance).Build(), Scene.Data(instance));
    }
}
