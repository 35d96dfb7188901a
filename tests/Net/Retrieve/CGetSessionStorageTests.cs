using GetScu.Dicom;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Storage;
using GetScu.Tests.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using static GetScu.Tests.Net.MemorySession;

namespace GetScu.Tests.Net;

/// <summary>A session with the sinks that store: receive buffer, memory and file hand over to each other.</summary>
[TestClass]
public sealed class CGetSessionStorageTests
{
    private static readonly int[] Lengths =
    [
        2, 10_000, Limits.ReceiveBuffer - 100_000, Limits.ReceiveBuffer, Limits.ReceiveBuffer + 70_000, 2_500_000,
        Limits.HeldObject - 500, Limits.HeldObject + 100_000, 10_000_000, 1000,
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
            script.Add(Pdu.DataSet(Ct, dataSets[i], fragment));
        }

        script.Add(Final(0));

        using (SinkDriver driver = new(Enum.Parse<StorageMode>(mode), folder.Path))
        {
            MemoryConnection connection = new([.. script.SelectMany(bytes => bytes)], piece);
            Assert.AreEqual(Outcome.Complete, Run(connection, driver.Sink));
        }

        string prefix = mode == nameof(StorageMode.Normal) ? "CT." : "";
        Assert.HasCount(dataSets.Length, folder.Names);
        for (int i = 0; i < dataSets.Length; i++)
        {
            byte[] stored = Part10File.Read(folder.File($"{prefix}1.2.{i}"))!.ReadData();
            Assert.IsTrue(dataSets[i].AsSpan().SequenceEqual(stored), $"object {i} of {dataSets[i].Length} bytes");
        }
    }
}
