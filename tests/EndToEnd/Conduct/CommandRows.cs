namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>A command has begun, or is whole and not what it should be.</summary>
internal static class CommandRows
{
    public static readonly ConductRow[] All = [.. Within(), .. Fields(), .. Unexpected(), .. Responses()];

    private static readonly byte[] Store = Command.StoreRq(1, Uids.CtImage, Scene.Instance).Build();

    private static IEnumerable<ConductRow> Within()
    {
        yield return After("command-pdu-63", scene => scene.Send("63 00 00000000"));
        yield return After("command-release-rq", scene => scene.Send(Pdu.ReleaseRq()));
        yield return After("command-abort", scene => scene.Send(Pdu.Abort(2, 0)));
        yield return After("command-accept", scene => scene.Send("02 00 00000000"));
        yield return After("command-close", scene => scene.Peer.Close());
        yield return After("command-reset", scene => scene.Peer.Reset());
        yield return After("command-silence", _ => { }, "-td", "2") with { Waits = 2 };
        yield return After("command-trickle", scene => scene.Trickle(Pdu.Data(new Pdv(scene.Ct, true, true, Store[10..]))), "-td", "2") with
        {
            Waits = 2,
        };
        yield return After("command-data", scene => scene.SendData(scene.Ct, false, true, Scene.Data()));
        yield return After("command-other-context", scene => scene.SendData(1, true, true, Store[10..]));
        yield return After("command-endless", scene => scene.SendData(scene.Ct, true, false, new byte[64 * 1024]));
        yield return After("command-endless-fragments", scene =>
        {
            byte[] empty = Pdu.Data(new Pdv(scene.Ct, true, false, []));
            byte[] hundred = [.. Enumerable.Repeat(empty, 100).SelectMany(bytes => bytes)];
            for (int i = 0; i < 700; i++)
            {
                scene.Send(hundred);
            }
        });
        yield return After("command-empty-last", scene =>
        {
            scene.SendData(scene.Ct, true, false, Store[10..]);
            scene.SendData(scene.Ct, true, true, []);
            scene.SendData(scene.Ct, false, true, Scene.Data());
            scene.Peer.ExpectStoreResponse(0);
            scene.Final(0, completed: 1);
        });
    }

    private static IEnumerable<ConductRow> Fields()
    {
        yield return Whole("field-nothing", "");
        yield return Whole("field-no-command-field", "0000 0008 02000000 0101");
        yield return Whole("field-no-data-set-type", "0000 0001 02000000 1080");
        yield return Whole("field-half-header", "0000 0001 02");
        yield return Whole("field-beyond", "0000 0001 03000000 1080");
        yield return Whole("field-4-gib", "0000 0001 FFFFFFFF 1080");
        yield return Whole("field-2-gib", "0000 0001 00000080 1080");
        yield return Whole("field-of-4-bytes", "0000 0001 04000000 10800000 0000 0008 02000000 0101");
        yield return Whole("field-status-empty", "0000 0001 02000000 1080 0000 0008 02000000 0101 0000 0009 00000000");
        yield return Answering("field-no-status", Response().Without(Command.Status));
        yield return Answering("field-counters-empty", Response().Bytes(Command.Failed, []).Bytes(Command.Remaining, []));
        yield return Answering("field-counter-of-4-bytes", Response().Bytes(Command.Failed, new byte[4]));
        yield return Answering("field-group-length-wrong", WithGroupLength(Response(), 9999));
        yield return Answering("field-group-length-missing", WithGroupLength(Response(), -1));
        yield return Answering("field-unknown", Response().Bytes(0x5555, new byte[1000]));
        yield return Answering("field-no-sop-class", Response().Without(Command.AffectedSopClass));
        yield return Whole(
            "field-twice", "0000 0001 02000000 2080 0000 0001 02000000 1080 0000 0008 02000000 0101 0000 0009 02000000 0000 0000 2001 02000000 0100");
    }

    private static IEnumerable<ConductRow> Unexpected()
    {
        foreach (int field in (int[])[0x0000, 0x0010, 0x0020, 0x0021, 0x0100, 0x0130, 0x0FFF, 0x8001, 0x8020, 0x8030, 0xFFFF])
        {
            Command command = new Command().Uid(Command.AffectedSopClass, Uids.PatientRootGet).Us(Command.Field, field)
                .Us(Command.MessageId, 1).Us(Command.DataSetType, Command.NoDataSet);
            yield return Answering($"unexpected-{field:x4}", command);
        }
    }

    private static IEnumerable<ConductRow> Responses()
    {
        yield return Answering("response-id-0", Command.GetRsp(0, Uids.PatientRootGet, 0));
        yield return Answering("response-id-missing", Response().Without(Command.MessageIdRespondedTo));
        yield return Answering("response-id-other", Command.GetRsp(999, Uids.PatientRootGet, 0));
        yield return ConductRow.InGet("response-id-other-twice", scene =>
        {
            scene.SendCommand(Command.GetRsp(9, Uids.PatientRootGet, 0xFF00), 1);
            scene.SendCommand(Command.GetRsp(9, Uids.PatientRootGet, 0), 1);
        });
        yield return ConductRow.InGet("response-late", scene =>
        {
            scene.Final();
            scene.Peer.ExpectGet();
            scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0), 1);
            scene.Store();
            scene.Final(0, completed: 1);
        }) with
        { QueryFiles = 2 };
        yield return ConductRow.InGet("response-late-counting-peer", scene =>
        {
            for (int i = 0; i < 2; i++)
            {
                scene.Final();
                scene.Peer.ExpectGet();
            }

            // Nothing behind it tells, but the peer has counted before.
            scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0), 1);
            scene.Store();
            scene.Final(0, completed: 1);
        }) with
        { QueryFiles = 3 };
        yield return ConductRow.InGet("response-id-always-1", scene =>
        {
            scene.Final();
            scene.Peer.ExpectGet();
            scene.Store();
            scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0xFF00, remaining: 0, completed: 1), 1);
            scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0, completed: 1), 1);
        }) with
        { QueryFiles = 2 };
        yield return ConductRow.InGet("response-id-always-1-empty", scene =>
        {
            for (int i = 0; i < 3; i++)
            {
                scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, i == 1 ? 0xA702 : 0), 1);
                if (i < 2)
                {
                    scene.Peer.ExpectGet();
                }
            }
        }, "--repeat", "3");
        yield return ConductRow.InGet("response-other-context", scene => scene.SendCommand(Response(), scene.Ct));
    }

    private static Command Response()
    {
        return Command.GetRsp(1, Uids.PatientRootGet, 0);
    }

    private static Command WithGroupLength(Command command, long length)
    {
        command.GroupLength = length;
        return command;
    }

    /// <summary>The first bytes of a C-STORE-RQ are there.</summary>
    private static ConductRow After(string id, Action<Scene> script, params string[] arguments)
    {
        return ConductRow.InGet(id, scene =>
        {
            scene.SendData(scene.Ct, true, false, Store[..10]);
            script(scene);
        }, arguments);
    }

    private static ConductRow Whole(string id, string hex)
    {
        return ConductRow.InGet(id, scene => scene.SendData(1, true, true, Hex.Parse(hex)));
    }

    private static ConductRow Answering(string id, Command command)
    {
        return ConductRow.InGet(id, scene => scene.SendCommand(command, 1));
    }
}
