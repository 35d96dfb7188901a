using GetScu.Net.Transport;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>
/// A retrieval of one object whose peer closes, resets, aborts or falls silent at any byte of what it says: defined
/// status, one clear error, and the object is there whole or not at all.
/// </summary>
[TestClass]
public sealed class BrokenConversationTests
{
    private const string Instance = "1.2.3.4.5";

    private static readonly byte[] Data = Synthetic.DataSet(Uids.CtImage, Instance, pixelBytes: 32);

    [TestMethod]
    [DataRow("-B", "CT.1.2.3.4.5")]
    [DataRow("+B", "1.2.3.4.5")]
    public void Closed_at_every_byte(string mode, string name)
    {
        Parts parts = Parts.Measure();
        Table.Run(Enumerable.Range(0, parts.End + 1).ToArray(), length => $"{length} bytes", length =>
        {
            Exchange exchange = Exchange.Run(peer => Say(peer, length, peer.Close), mode);
            bool isStored = length >= parts.StoreEnd;
            exchange.Result.ExpectStatus(length < parts.AnswerEnd ? 61 : length < parts.End ? 69 : 67);
            ExpectOneError(exchange);
            ExpectFile(exchange, isStored ? name : null);
        });
    }

    /// <summary>A reset may overtake what was sent before it, and the C-GET-RQ may meet it (62).</summary>
    [TestMethod]
    public void Reset_at_many_bytes()
    {
        Parts parts = Parts.Measure();
        List<int> lengths = [];
        for (int length = 0; length <= parts.End; length += 5)
        {
            lengths.Add(length);
        }

        Table.Run(lengths, length => $"{length} bytes", length =>
        {
            Exchange exchange = Exchange.Run(peer => Say(peer, length, peer.Reset), "+B");
            int[] allowed = length < parts.AnswerEnd ? [61] : length < parts.End ? [61, 62, 69] : [61, 62, 69, 67];
            CollectionAssert.Contains(allowed, exchange.Result.Status, exchange.Result.ToString());
            ExpectOneError(exchange);
            ExpectFile(exchange, length >= parts.StoreEnd && exchange.Files.Count > 0 ? Instance : null);
        });
    }

    /// <summary>An A-ABORT between any two PDUs, and within one: there it is data, and the connection ends.</summary>
    [TestMethod]
    public void Aborted_at_many_bytes()
    {
        Parts parts = Parts.Measure();
        Table.Run(parts.Boundaries, length => $"{length} bytes", length =>
        {
            Exchange exchange = Exchange.Run(
                peer =>
                {
                    Say(peer, length, () => { });
                    peer.SendQuietly(Pdu.Abort(0, 0));
                    peer.Close();
                },
                "+B");
            exchange.Result.ExpectStatus(length < parts.AnswerEnd ? 61 : length < parts.End ? 69 : 67);
            ExpectOneError(exchange);
            ExpectFile(exchange, length >= parts.StoreEnd ? Instance : null);
        });
    }

    /// <summary>Each wait is bounded: that for the answer by -ta, the others by -td.</summary>
    [TestMethod]
    public void Silent_at_many_bytes()
    {
        Parts parts = Parts.Measure();
        int[] lengths =
        [
            0, 3, parts.AnswerEnd - 1, parts.AnswerEnd, parts.AnswerEnd + 4, parts.StoreCommandEnd, parts.StoreEnd - 20,
            parts.StoreEnd - 1, parts.StoreEnd, parts.StoreEnd + 7, parts.End - 1, parts.End,
        ];
        Table.Run(lengths, length => $"{length} bytes", length =>
        {
            Exchange exchange = Exchange.Run(peer => Say(peer, length, peer.Stall), "+B", "-ta", "1", "-td", "1");
            exchange.Result.ExpectStatus(length < parts.AnswerEnd ? 61 : length < parts.End ? 69 : 67);
            ExpectOneError(exchange);
            ExpectFile(exchange, length >= parts.StoreEnd ? Instance : null);
            // The peer stands still for 20 s.
            Assert.IsInRange(0.9, 15, exchange.Result.Elapsed.TotalSeconds, "seconds");
        });
    }

    /// <summary>As the reference: who is silent within a PDU for 60 s is given up without -td, too.</summary>
    [TestMethod]
    public void Silence_within_a_pdu_is_bounded_without_timeouts()
    {
        Parts parts = Parts.Measure();
        ToolOptions options = new() { Deadline = TimeSpan.FromSeconds(180) };
        Exchange exchange = Exchange.Run(peer => Say(peer, parts.StoreEnd - 20, () => peer.Stall(TimeSpan.FromSeconds(170))), options);
        exchange.Result.ExpectStatus(69);
        ExpectOneError(exchange);
        StringAssert.Contains(exchange.Result.ErrorText, "went silent within a PDU for 60 s");
        ExpectFile(exchange, null);
        Assert.IsInRange(59, 110, exchange.Result.Elapsed.TotalSeconds, "seconds");
    }

    private static void ExpectOneError(Exchange exchange)
    {
        string[] lines = exchange.Result.ErrorLines;
        // Right behind the request an abort has a line more: what may be the reason.
        bool isHinted = lines.Length == 2 && lines[1].StartsWith("W: Peer aborted right after the C-GET request", StringComparison.Ordinal);
        Assert.IsTrue((lines.Length == 1 || isHinted) && lines[0][0] is 'E' or 'F', exchange.Result.ToString());
    }

    /// <summary>Nothing but this file, whole; or nothing.</summary>
    private static void ExpectFile(Exchange exchange, string? name)
    {
        string[] expected = name is null ? [] : [name];
        CollectionAssert.AreEqual(expected, exchange.Files.Keys.ToArray(), exchange.Result.ToString());
        if (name is not null)
        {
            Assert.IsTrue(exchange.Files[name].AsSpan().EndsWith(Data), "the data set is not whole");
        }
    }

    /// <summary>After the request: so many bytes of everything a peer says until the final response.</summary>
    private static void Say(Conversation peer, int length, Action end)
    {
        AssociateRq request = peer.ExpectRequest();
        peer.SendQuietly(Parts.Of(request).Bytes[..length]);
        end();
    }

    /// <summary>What the peer says, and where its parts end.</summary>
    private sealed record Parts(byte[] Bytes, int AnswerEnd, int StoreCommandEnd, int StoreEnd, int End, int[] Boundaries)
    {
        /// <summary>The lengths do not depend on the request: context ids are bytes.</summary>
        public static Parts Measure()
        {
            return Of(Reference.Proposal);
        }

        public static Parts Of(AssociateRq request)
        {
            int context = request.Contexts.Find(context => context.AbstractSyntax == Uids.CtImage)!.Id;
            AssociateAc answer = new();
            answer.Contexts.Add(new AnsweredContext(1, 0, Uids.ExplicitLittle));
            answer.Contexts.Add(new AnsweredContext(context, 0, Uids.ExplicitLittle));
            answer.Roles.Add(new Role(Uids.CtImage, false, true));
            byte[] command = Command.StoreRq(1, Uids.CtImage, Instance).Build();
            byte[] pending = Command.GetRsp(1, Uids.PatientRootGet, 0xFF00, 0, 1, 0, 0).Build();
            byte[] final = Command.GetRsp(1, Uids.PatientRootGet, 0, null, 1, 0, 0).Build();
            byte[][] pieces =
            [
                answer.Build(), Pdu.Message(context, command), Pdu.Data(new Pdv(context, false, false, Data[..100])),
                Pdu.Data(new Pdv(context, false, true, Data[100..])), Pdu.Message(1, pending), Pdu.Message(1, final),
            ];
            int[] ends = new int[pieces.Length];
            for (int index = 0, at = 0; index < pieces.Length; index++)
            {
                ends[index] = at += pieces[index].Length;
            }

            return new Parts([.. pieces.SelectMany(piece => piece)], ends[0], ends[1], ends[3], ends[5], [0, .. ends]);
        }
    }
}
