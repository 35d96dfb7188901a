using System.Diagnostics;

using GetScu.Tests.Scp;

namespace GetScu.Tests.Support;

/// <summary>Bytes on their way in getscp's long link.</summary>
[TestClass]
public sealed class DelayQueueTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(2);

    [TestMethod]
    public void Everything_comes_out_in_order_and_not_early()
    {
        DelayQueue queue = new(Delay);
        for (int number = 0; number < 500; number++)
        {
            long start = Stopwatch.GetTimestamp();
            queue.Put([(byte)number]);
            queue.Put([(byte)(number + 1)]);
            CollectionAssert.AreEqual(new[] { (byte)number }, queue.Take(TimeSpan.FromSeconds(30)));
            Assert.IsTrue(Stopwatch.GetElapsedTime(start) >= Delay - TimeSpan.FromMilliseconds(1));
            CollectionAssert.AreEqual(new[] { (byte)(number + 1) }, queue.Take(TimeSpan.FromSeconds(30)));
            Assert.IsFalse(queue.IsReady);
        }
    }

    [TestMethod]
    public void What_is_not_due_in_time_is_not_there()
    {
        DelayQueue queue = new(TimeSpan.FromHours(1));
        queue.Put([1]);
        Assert.IsFalse(queue.IsReady);
        long start = Stopwatch.GetTimestamp();
        Assert.IsNull(queue.Take(TimeSpan.FromMilliseconds(50)));
        Assert.IsTrue(Stopwatch.GetElapsedTime(start).TotalSeconds is >= 0.049 and < 20);
    }

    [TestMethod]
    public void Nothing_is_kept_after_the_close()
    {
        DelayQueue queue = new(TimeSpan.Zero);
        queue.Put([1]);
        Assert.IsTrue(queue.IsReady);
        queue.Close();
        queue.Put([2]);
        Assert.IsFalse(queue.IsReady);
        Assert.IsNull(queue.Take(TimeSpan.FromHours(1)));
    }
}
