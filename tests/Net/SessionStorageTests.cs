using GetScu.Net;
using GetScu.Net.Log;
using GetScu.Storage;
using GetScu.Tests.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using AssociateAc = GetScu.Tests.Support.Wire.AssociateAc;

namespace GetScu.Tests.Net;

/// <summary>A session with the sinks that store: receive buffer, memory and file hand over to each other.</summary>
[TestClass]
public sealed class SessionStorageTests
{
    private const int Query = 1;
    private const int Ct = 33;
    private static readonly byte[] Identifier = Hex.Parse("0800 5200 'CS' 0800 'PATIENT '");

    private static readonly int[] Lengths =
    [
        2, 10_000, Limits.ReceiveBuffer - 100_000, Limits.ReceiveBuffer, Limits.ReceiveBuffer + 70_000, 2_500_000,
        NormalSink.MemoryLimit - 500, NormalSink.MemoryLimit + 100_000, 10_000_000, 1000,
    ];

    [TestMethod]
    [DataRow(nameof(StorageMode.Normal), 16_378, 3000)]
    [DataRow(nameof(StorageMode.Normal), 131_066, 65_483)]
    [DataRow(nameof(StorageMode.Normal), 400, int.MaxValue)]
    [DataRow(nameof(StorageMode.Normal), 5_000_000, 100_000)]
    [DataRow(nameof(StorageMode.BitPreserving), 16_378, 3000)]
    [DataRow(nameof(StorageMode.BitPreserving), 131_066, 65_483)]
    [DataRow(nameof(StorageMode.BitPreserving), 400, int.MaxValue)]
    [DataRow(nameof(StorageMode.BitPreserving), 5_000_000, 100_000)]
    public void Every_byte_reaches_the_file(string mode, int fragment, int piece)
    {
        using TempFolder folder = new();
        byte[][] dataSets = [.. Lengths.Select((length, i) => SinkDriver.DataSet($"1.2.{i}", length))];
        List<byte[]> script = [Answer()];
        for (int i = 0; i < dataSets.Length; i++)
        {
            script.Add(Pdu.Message(Ct, Command.StoreRq(i + 1, Uids.CtImage, $"1.2.{i}").Build()));
            script.AddRange(Fragments(dataSets[i], fragment));
        }
        script.Add(Pdu.Message(Query, Command.GetRsp(1, Uids.PatientRootGet, 0).Build()));

        using (ObjectSink sink = ObjectSink.Create(Enum.Parse<StorageMode>(mode), folder.Path, "GETSCU", false))
        {
            var transport = new MemoryTransport([.. script.SelectMany(bytes => bytes)], piece);
            Assert.AreEqual(Outcome.Complete, Get(transport, sink));
        }

        string prefix = mode == nameof(StorageMode.Normal) ? "CT." : "";
        Assert.HasCount(dataSets.Length, folder.Names);
        for (int i = 0; i < dataSets.Length; i++)
        {
            byte[] stored = Part10File.Read(folder.File($"{prefix}1.2.{i}"))!.ReadData();
            Assert.IsTrue(dataSets[i].AsSpan().SequenceEqual(stored), $"object {i} of {dataSets[i].Length} bytes");
        }
    }

    private static Outcome Get(MemoryTransport transport, ObjectSink sink)
    {
        string[] syntaxes = [Uids.ExplicitLittle];
        var settings = new RetrieveSettings
        {
            Host = "memory",
            Port = 104,
            QueryTransferSyntaxes = syntaxes,
            StorageTransferSyntaxes = syntaxes,
        };
        var log = new Logging(LogLevel.Off);
        using var association = new Association(transport, settings, log);
        association.Negotiate();
        return new CGetSession(association, sink, log).Get(1, Identifier);
    }

    private static byte[] Answer()
    {
        var answer = new AssociateAc { MaximumLength = 16384 };
        answer.Contexts.Add(new AnsweredContext(Query, 0, Uids.ExplicitLittle));
        answer.Contexts.Add(new AnsweredContext(Ct, 0, Uids.ExplicitLittle));
        answer.Roles.Add(new Support.Wire.Role(Uids.CtImage, false, true));
        return answer.Build();
    }

    private static IEnumerable<byte[]> Fragments(byte[] dataSet, int length)
    {
        for (int at = 0; at < dataSet.Length; at += length)
        {
            int end = Math.Min(at + length, dataSet.Length);
            yield return Pdu.Data(new Pdv(Ct, false, end == dataSet.Length, dataSet[at..end]));
        }
    }
}
