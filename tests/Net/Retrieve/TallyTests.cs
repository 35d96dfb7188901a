using GetScu.Net.Dimse;
using GetScu.Net.Retrieve;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>What a run has received, with a clock in the test's hand.</summary>
[TestClass]
public sealed class TallyTests
{
    private long _now = 1_000_000;

    [TestMethod]
    public void Objects_bytes_rate_and_times()
    {
        Tally tally = new(() => _now);
        _now += 500;
        Progress progress = tally.Look();
        Assert.AreEqual("0//0/0//500/0", Text(progress));
        tally.Received(1000);
        _now += 200;
        Assert.AreEqual("0//0/1000//700/200", Text(tally.Look()), "one look makes no rate");
        tally.Received(3000);
        tally.Taken(4000);
        _now += 200;
        Assert.AreEqual("1//1/4000/15000/900/400", Text(tally.Look()));
    }

    /// <summary>The oldest of sixteen looks goes, so that a stall shows, and a change of speed.</summary>
    [TestMethod]
    public void The_rate_is_of_late()
    {
        RateWindow rate = new();
        for (int i = 0; i < 100; i++)
        {
            long? expected = i == 0 ? null : 10_000;
            Assert.AreEqual(expected, rate.Take(i * 100, i * 1000), $"look {i}");
        }

        for (int i = 1; i < 16; i++)
        {
            Assert.AreEqual((16 - i) * 1000 * 1000 / 1600, rate.Take(9900 + (i * 100), 99_000), $"{i} looks at a stall");
        }

        Assert.AreEqual(0L, rate.Take(11_500, 99_000));
        Assert.IsNull(new RateWindow().Take(0, 1));
    }

    [TestMethod]
    public void A_last_request_counts_behind_those_before_it()
    {
        Tally tally = new(() => _now);
        tally.Begin(null);
        tally.Counted(Response(3, 1));
        Assert.IsNull(tally.Look().Total, "more requests follow");
        tally.Taken(1);
        tally.Taken(1);
        tally.Begin(tally.Objects);
        Assert.IsNull(tally.Look().Total);
        tally.Counted(Response(null, 4));
        Assert.IsNull(tally.Look().Total, "no word of what remains");
        tally.Counted(Response(3, 1));
        Assert.AreEqual(6, tally.Look().Total);
        Assert.AreEqual(2, tally.Look().Done);
    }

    [TestMethod]
    public void Summaries()
    {
        Tally tally = new(() => _now);
        Assert.IsNull(tally.Summary());
        tally.Received(4_100_000);
        Assert.IsNull(tally.Summary(), "no whole object");
        tally.Taken(4_100_000);
        Assert.AreEqual("1 object, 4.1 MB in 1 ms (4.1 GB/s)", tally.Summary());
        tally.Taken(8_200_000);
        _now += 2100;
        Assert.AreEqual("2 objects, 12.3 MB in 2.1 s (5.9 MB/s)", tally.Summary());
    }

    [TestMethod]
    public void Several_threads_count_as_one()
    {
        Tally tally = new(() => _now);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                tally.Received(10);
                tally.Taken(10);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.AreEqual(40_000, tally.Objects);
        Assert.AreEqual(400_000, tally.Look().Bytes);
    }

    private static string Text(Progress progress) =>
        $"{progress.Done}/{progress.Total}/{progress.Objects}/{progress.Bytes}/{progress.Rate}/{progress.Elapsed}/{progress.Receiving}";

    private static ReceivedCommand Response(int? remaining, int completed)
    {
        Command command = Command.GetRsp(1, Uids.PatientRootGet, 0xFF00, remaining, completed, 0, 0);
        ReceivedCommand received = new();
        received.Append(command.Build());
        received.Parse();
        return received;
    }
}
