using System.Text.RegularExpressions;

using GetScu.Dicom.Dictionary;
using GetScu.Net.Association;
using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Net.Transport;
using GetScu.Storage;
using GetScu.Tests.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using AssociateAc = GetScu.Net.Pdu.AssociateAc;
using Wire = GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>
/// Mutated PDUs, commands, association answers and whole conversations: they end in a result or in one of the two
/// exceptions that stand for a bad peer, in bounded memory, and leave no file that is not whole. A failure prints the input.
/// </summary>
[TestClass]
public sealed class ProtocolFuzzTests
{
    private static readonly byte[] Identifier = Hex.Parse("0800 5200 'CS' 0800 'PATIENT '");

    [TestMethod]
    public void Pdus()
    {
        byte[] seed =
        [
            .. Goldens.Store, .. Goldens.GetResponse, .. Goldens.ReleaseRq, .. Goldens.ReleaseRp, .. Goldens.AssociateRj,
            .. Goldens.Abort, .. Goldens.AssociateAc,
        ];
        Mutator mutator = new(1);
        int refused = 0;
        int count = Mutator.Count(20_000);
        Each(count, () => mutator.Mutate(seed), bytes =>
        {
            PduReader reader = new(new MemoryConnection(bytes, 1 + mutator.Random.Next(200)));
            long total = 0;
            try
            {
                while (true)
                {
                    Received received;
                    while (!reader.TryNext(out received))
                    {
                        reader.Receive();
                    }

                    total += received.Bytes.Length;
                }
            }
            catch (ProtocolException)
            {
                refused++;
            }
            catch (NetworkException error)
            {
                Assert.AreEqual(NetworkFailure.ConnectionLost, error.Failure);
            }

            Assert.IsLessThanOrEqualTo(bytes.Length, total, "more came out than went in");
        });
        Assert.IsGreaterThan(count / 10, refused, "mutations must spoil something");
        Assert.IsLessThan(count, refused, "and leave something whole");
    }

    [TestMethod]
    public void Commands()
    {
        byte[][] seeds =
        [
            Command.StoreRq(5, Uids.CtImage, "1.2.3").Build(),
            Command.GetRsp(1, Uids.PatientRootGet, 0xB000, completed: 3, failed: 1, warning: 0).Text(Command.ErrorComment, "no").Build(),
            Command.EchoRq(3).Build(),
        ];
        Mutator mutator = new(2);
        ReceivedCommand command = new();
        int parsed = 0;
        int count = Mutator.Count(20_000);
        Each(count, () => mutator.Mutate(seeds[mutator.Random.Next(seeds.Length)]), bytes =>
        {
            command.Clear();
            try
            {
                command.Append(bytes);
                command.Parse();
                parsed++;
                int views = command.AffectedSopClassUid.Length + command.AffectedSopInstanceUid.Length +
                    command.ErrorComment.Length + command.OffendingElements.Length;
                Assert.IsLessThanOrEqualTo(bytes.Length, views);
            }
            catch (ProtocolException)
            {
            }
        });
        Assert.IsGreaterThan(count / 50, parsed);
        Assert.IsLessThan(count, parsed);
    }

    [TestMethod]
    public void Association_answers()
    {
        byte[] seed = Answer()[6..];
        string[] syntaxes = [Uids.ExplicitLittle, Uids.ImplicitLittle];
        Mutator mutator = new(3);
        int decoded = 0;
        int count = Mutator.Count(20_000);
        Each(count, () => mutator.Mutate(seed), bytes =>
        {
            try
            {
                AssociateAc answer = AssociateAc.Decode(bytes);
                PresentationContext[] contexts = Negotiation.Propose(QueryModel.PatientRoot, syntaxes, syntaxes);
                Negotiation.Apply(answer, contexts, []);
                foreach (PresentationContext context in contexts)
                {
                    Assert.AreEqual(context.IsAccepted, syntaxes.Contains(context.AcceptedTransferSyntax), "only proposed syntaxes");
                }

                decoded++;
            }
            catch (ProtocolException)
            {
            }
        });
        Assert.IsGreaterThan(count / 10, decoded);
        Assert.IsLessThan(count, decoded);
    }

    [TestMethod]
    [DataRow("Normal", 4)]
    [DataRow("BitPreserving", 5)]
    [DataRow("Ignore", 6)]
    public void Conversations(string modeName, int seed)
    {
        StorageMode mode = Enum.Parse<StorageMode>(modeName);
        using TempFolder folder = new();
        string directory = folder.Folder("in");
        byte[] script = Script();
        int answer = Answer().Length;
        Mutator mutator = new(seed);
        Dictionary<Outcome, int> outcomes = [];
        using SinkDriver driver = new(mode, directory);
        ObjectSink sink = driver.Sink;
        int files = 0;
        // Half of them keep the association answer whole, so that what follows is reached.
        byte[] Next() => mutator.Random.Next(2) == 0
            ? mutator.Mutate(script)
            : [.. script[..answer], .. mutator.Mutate(script[answer..])];
        Each(Mutator.Count(2_000), Next, bytes =>
        {
            Outcome outcome = Converse(bytes, 1 + mutator.Random.Next(3000), sink);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            foreach (string file in Directory.GetFiles(directory))
            {
                string name = Path.GetFileName(file);
                if (name.EndsWith(".lock", StringComparison.Ordinal))
                {
                    continue;
                }

                Assert.IsFalse(name.StartsWith('.'), $"{name} is left behind");
                if (mode == StorageMode.Normal)
                {
                    string uid = Regex.Replace(Part10File.Read(file)!.MetaSopInstance, "[^0-9A-Za-z._-]", "_");
                    StringAssert.Matches(name, new Regex($"^[A-Za-z]+\\.{Regex.Escape(uid)}(_[0-9a-f]{{16}})?$"));
                }

                files++;
                File.Delete(file);
            }

            Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path), "something outside the directory");
        });
        Assert.IsGreaterThan(2, outcomes.Count, string.Join(", ", outcomes));
        Assert.AreEqual(mode == StorageMode.Ignore, files == 0);
    }

    /// <summary>Runs the check on every input; an unforeseen exception fails with the input, memory is bounded for each.</summary>
    private static void Each(int count, Func<byte[]> next, Action<byte[]> check)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = next();
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                check(bytes);
            }
            catch (Exception error)
            {
                Assert.Fail($"input {i}: {error}\n{Convert.ToHexString(bytes)}");
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.IsLessThan(16 * 1024 * 1024, allocated, $"input {i} allocates {allocated} bytes: {Convert.ToHexString(bytes)}");
        }
    }

    private static Outcome Converse(byte[] script, int piece, ObjectSink sink)
    {
        Logging log = new(LogLevel.Off);
        string[] syntaxes = [Uids.ExplicitLittle, Uids.ImplicitLittle];
        PresentationContext[] contexts = Negotiation.Propose(QueryModel.PatientRoot, syntaxes, syntaxes);
        using AssociationRequestor association = new(new MemoryConnection(script, piece) { KeepsSent = false }, new AssociationSettings(), contexts, log);
        try
        {
            association.Negotiate();
            return association.QueryContext.IsAccepted
                ? new CGetSession(association, sink, DataDictionary.BuiltIn, new ObjectLog(log), log).Get(1, Identifier)
                : Outcome.NoGetContext;
        }
        catch (NetworkException)
        {
            return Outcome.NoAssociation;
        }
        catch (ProtocolException)
        {
            return Outcome.AssociationBroken;
        }
    }

    private static byte[] Answer()
    {
        Wire.AssociateAc answer = new() { MaximumLength = 16384 };
        foreach (int id in (int[])[1, 33, 35, 243])
        {
            answer.Contexts.Add(new AnsweredContext(id, 0, id == 35 ? Uids.ImplicitLittle : Uids.ExplicitLittle));
        }

        answer.Contexts.Add(new AnsweredContext(37, 3, ""));
        answer.Roles.Add(new Wire.Role(Uids.CtImage, false, true));
        return answer.Build();
    }

    private static byte[] Script()
    {
        byte[] data = new DataSetBuilder().Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", "1.2.3.4")
            .Sequence(0x00081140, true, item => item.Add(0x00081155, "UI", "1.2")).Add(0x7FE00010, "OW", new byte[300]).Build();
        byte[] failed = new DataSetBuilder().Add(0x00080058, "UI", "1.2.5\\1.2.6").Build();
        return
        [
            .. Answer(),
            .. Pdu.Message(33, Command.StoreRq(1, Uids.CtImage, "1.2.3.4").Build()),
            .. Pdu.Data(new Pdv(33, false, false, data[..100]), new Pdv(33, false, true, data[100..])),
            .. Pdu.Message(1, Command.GetRsp(1, Uids.PatientRootGet, 0xFF00, remaining: 1, completed: 1, failed: 0, warning: 0).Build()),
            .. Pdu.Message(243, Command.EchoRq(2).Build()),
            .. Pdu.Message(33, Command.StoreRq(2, Uids.CtImage, "../../1.2.3.5").Build()),
            .. Pdu.Data(new Pdv(33, false, true, data)),
            .. Pdu.Message(1, Command.GetRsp(1, Uids.PatientRootGet, 0xB000, completed: 1, failed: 1, warning: 0, hasData: true).Build()),
            .. Pdu.Data(new Pdv(1, false, true, failed)),
            .. Pdu.ReleaseRq(),
        ];
    }
}
