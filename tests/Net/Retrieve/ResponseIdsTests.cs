using GetScu.Net.Retrieve;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using static GetScu.Tests.Net.MemorySession;

namespace GetScu.Tests.Net;

/// <summary>Which request a response is about: peers that answer all with one id, late ones, the wrap at 65535.</summary>
[TestClass]
public sealed class ResponseIdsTests
{
    /// <summary>"3" is a request, "=3" a response taken, "w" work on it; then the response that is judged.</summary>
    private static readonly (string Before, int RespondedTo, string Expected)[] Rows =
    [
        ("1", 1, "Current"),
        ("1", 0, "Current"),
        ("1", 999, "Current"),
        ("1 =1 2", 2, "Current"),
        ("1 =1 2", 3, "Current"),
        ("1 =1 2", 1, "Either"),
        ("1 =1 2 w", 1, "Current"),
        ("1 =1 2 =1 3", 1, "Current"),
        ("1 =1 2 =2 3", 1, "Earlier"),
        ("1 =1 2 =2 3", 2, "Earlier"),
        ("1 =1 2 =2 3 w", 2, "Earlier"),
        ("1 =0 2 =0 3", 0, "Current"),
        ("65534 =65534 65535 =65535 1", 65535, "Earlier"),
        ("65534 =65534 65535 =65535 1 w", 65535, "Earlier"),
        ("65534 =65534 65535 =65535 1", 1, "Current"),
        ("65534 =65534 65535 =65535 1 =1 2", 65535, "Earlier"),
        ("65535 =65535 1", 65535, "Either"),
    ];

    [TestMethod]
    public void Every_history() => Table.Run(Rows, row => $"{row.Before} -> {row.RespondedTo}", row =>
    {
        ResponseIds ids = new();
        foreach (string step in row.Before.Split(' '))
        {
            if (step == "w")
            {
                ids.IsAtWork();
            }
            else if (step[0] == '=')
            {
                ids.OriginOf(ushort.Parse(step[1..]));
                ids.IsTaken(ushort.Parse(step[1..]));
            }
            else
            {
                ids.Begin(ushort.Parse(step));
            }
        }

        Assert.AreEqual(row.Expected, ids.OriginOf((ushort)row.RespondedTo).ToString());
    });

    [TestMethod]
    public void A_late_response_is_not_taken_for_the_one_after_the_wrap()
    {
        byte[] script =
        [
            .. Answer(), .. To(65534, 0), .. To(65535, 0),
            // Once more, when request 1 is out.
            .. To(65535, 0), .. Pdu.Message(Ct, Command.StoreRq(5, Uids.CtImage, "1.2.3").Build(), [0, 0]), .. To(1, 1),
        ];
        Assert.AreEqual("Complete 0, Complete 0, Complete 1", Play(script, 65534, 65535, 1));
    }

    [TestMethod]
    public void A_peer_that_answers_all_with_id_1_is_followed()
    {
        byte[] script =
        [
            .. Answer(), .. To(1, 0), .. Pdu.Message(Ct, Command.StoreRq(5, Uids.CtImage, "1.2.3").Build(), [0, 0]), .. To(1, 1), .. To(1, 0),
        ];
        Assert.AreEqual("Complete 0, Complete 1, Complete 0", Play(script, 1, 2, 3));
    }

    [TestMethod]
    public void An_empty_answer_with_id_1_is_taken_where_nothing_follows()
    {
        byte[] script = [.. Answer(), .. To(1, 0), .. To(1, 0)];
        Assert.AreEqual("Complete 0, Complete 0", Play(script, 1, 2));
    }

    private static string Play(byte[] script, params int[] messageIds)
    {
        using GetScu.Storage.ObjectSink sink = new GetScu.Storage.IgnoringSink();
        (GetScu.Net.Association.AssociationRequestor association, CGetSession session) =
            Open(new MemoryConnection(script) { IsSilentAtEnd = true }, sink);
        using (association)
        {
            return string.Join(", ", messageIds.Select(id => $"{session.Get((ushort)id, Identifier)} {session.Counts.Stored}"));
        }
    }

    private static byte[] To(int messageId, int completed)
    {
        return Pdu.Message(MemorySession.Query, Command.GetRsp(messageId, Uids.PatientRootGet, 0, completed: completed).Build());
    }
}
