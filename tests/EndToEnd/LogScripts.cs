using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>Peers for the tests of the log.</summary>
internal static class LogScripts
{
    public const string Instance = Uids.TestRoot + ".7";

    /// <summary>Statuses of C-GET responses on both sides of every border between texts.</summary>
    public static readonly int[] Statuses =
    [
        0x0000, 0x0001, 0x0002, 0x00FF, 0x0100, 0x0106, 0x0107, 0x0108, 0x0115, 0x0116, 0x0117, 0x0121, 0x0122, 0x0123, 0x0124,
        0x020F, 0x0210, 0x0211, 0x0212, 0x0213, 0x02FF, 0x0300, 0x9FFF, 0xA000, 0xA700, 0xA701, 0xA702, 0xA703, 0xA8FF, 0xA900,
        0xA901, 0xA9FF, 0xAA00, 0xAA01, 0xAA02, 0xAA03, 0xAA04, 0xAA05, 0xAFFF, 0xB000, 0xB001, 0xB007, 0xBFFF, 0xC000, 0xC001,
        0xCFFF, 0xD000, 0xFDFF, 0xFE00, 0xFE01, 0xFEFF, 0xFF02, 0xFFFF,
    ];

    private static readonly byte[] Object =
        new DataSetBuilder().Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", Instance).Build();

    // The same bytes to both: without the context that only this program proposes.
    public static void Accept(Conversation peer, Action<AssociateAc>? change = null)
    {
        peer.Accept(answer =>
        {
            answer.Contexts.RemoveAll(context => context.Id == 243);
            answer.Roles.RemoveAll(role => role.SopClass == Uids.Verification);
            change?.Invoke(answer);
        });
    }

    public static Action<Conversation> Ending(Action<Conversation>? end = null, Action<AssociateAc>? answer = null)
    {
        return peer =>
        {
            Accept(peer, answer);
            peer.ExpectGet();
            peer.SendGetResponse(0, completed: 0, failed: 0, warning: 0);
            (end ?? (conversation => conversation.ExpectRelease()))(peer);
        };
    }

    public static Action<Conversation> Retrieve(int objects = 1)
    {
        return peer =>
        {
            Accept(peer);
            peer.ExpectGet();
            for (int i = 1; i <= objects; i++)
            {
                peer.SendStore(Uids.CtImage, Instance, DataFor(peer), i);
                peer.ExpectStoreResponse(0);
                peer.SendGetResponse(0xFF00, objects - i, i, 0, 0);
            }

            peer.SendGetResponse(0, completed: objects, failed: 0, warning: 0);
            peer.ExpectRelease();
        };
    }

    private static byte[] DataFor(Conversation peer)
    {
        string first = peer.Request.Contexts[1].TransferSyntaxes[0];
        return new DataSetBuilder(first).Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", Instance).Build();
    }

    public static Action<Conversation> Store(Func<Command, Command> change)
    {
        return peer =>
        {
            Accept(peer);
            peer.ExpectGet();
            byte[] command = change(Command.StoreRq(5, Uids.CtImage, Instance)).Build();
            peer.Send(Pdu.Message(peer.ContextOf(Uids.CtImage), command, Object));
            peer.ExpectStoreResponse(0);
            peer.SendGetResponse(0, completed: 1, failed: 0, warning: 0);
            peer.ExpectRelease();
        };
    }

    public static Action<Conversation> Respond(Func<Command, Command> change)
    {
        return peer =>
        {
            Accept(peer);
            peer.ExpectGet();
            Command response = Command.GetRsp(1, Uids.PatientRootGet, 0, completed: 0, failed: 0, warning: 0);
            peer.Send(Pdu.Message(peer.GetContext, change(response).Build()));
            peer.ExpectRelease();
        };
    }

    public static void EveryStatus(Conversation peer)
    {
        Accept(peer);
        foreach (int status in Statuses)
        {
            peer.ExpectGet();
            peer.SendGetResponse(0xFF01);
            peer.SendGetResponse(status, completed: 0, failed: 0, warning: 0);
        }

        peer.ExpectRelease();
    }

    public static void Unexpected(Conversation peer)
    {
        Accept(peer);
        peer.ExpectGet();
        Command find = Command.EchoRq(9).Us(Command.Field, Command.CFindRq).Uid(Command.AffectedSopClass, Uids.CtImage)
            .Us(Command.Priority, 2).Us(Command.DataSetType, 1);
        peer.Send(Pdu.Message(peer.GetContext, find.Build()));
        peer.Stall();
    }

    public static void EveryResult(AssociateAc answer)
    {
        for (int result = 0; result < 6; result++)
        {
            Answer(answer, 3 + 2 * result, result);
        }

        answer.Contexts.RemoveAll(context => context.Id > 17);
    }

    public static void Answer(AssociateAc answer, int id, int result)
    {
        int index = answer.Contexts.FindIndex(context => context.Id == id);
        answer.Contexts[index] = answer.Contexts[index] with { Result = result };
    }

    public static void EveryRole(AssociateAc answer)
    {
        answer.Roles[0] = answer.Roles[0] with { Scu = true, Scp = false };
        answer.Roles[1] = answer.Roles[1] with { Scu = true, Scp = true };
        answer.Roles[2] = answer.Roles[2] with { Scu = false, Scp = false };
        answer.Roles.RemoveRange(4, 3);
        Answer(answer, 9, 3);
    }
}
