using GetScu.Net.Transport;

namespace GetScu.Tests.Net;

/// <summary>What counts as waiting, by a clock of the test's own.</summary>
[TestClass]
public sealed class DeadlineTests
{
    private long _now = 5;

    [TestMethod]
    public void A_wait_is_cut_into_slices()
    {
        Deadline deadline = new(2, clock: () => _now);
        Assert.AreEqual(1000, deadline.Next);
        Wait(deadline, 700);
        Wait(deadline, 1000);
        Assert.AreEqual(300, deadline.Next);
        Assert.IsFalse(deadline.HasPassed);
        Wait(deadline, 299);
        Assert.IsFalse(deadline.HasPassed);
        Wait(deadline, 1);
        Assert.IsTrue(deadline.HasPassed);
        Assert.AreEqual(0, deadline.Next);
        deadline.Restart();
        Assert.IsFalse(deadline.HasPassed);
        Assert.AreEqual(1000, deadline.Next);
    }

    [TestMethod]
    public void What_lies_between_two_waits_does_not_count()
    {
        Deadline deadline = new(2, clock: () => _now);
        for (int i = 0; i < 19; i++)
        {
            Wait(deadline, 100);
            _now += 64_000;
        }

        Assert.IsFalse(deadline.HasPassed);
        Wait(deadline, 100);
        Assert.IsTrue(deadline.HasPassed);
    }

    /// <summary>SIGSTOP, a machine that sleeps: the slice was over long ago when this side looks at the clock.</summary>
    [TestMethod]
    public void A_slice_counts_for_no_more_than_one()
    {
        Deadline deadline = new(3, clock: () => _now);
        Wait(deadline, 3_600_000);
        Wait(deadline, 3_600_000);
        Assert.IsFalse(deadline.HasPassed);
        Wait(deadline, 3_600_000);
        Assert.IsTrue(deadline.HasPassed);
    }

    /// <summary>A peer that sends without end keeps this side from waiting, and no answer comes all the same.</summary>
    [TestMethod]
    public void Absolute_ones_count_what_lies_between_up_to_a_slice()
    {
        Deadline deadline = new(2, isAbsolute: true, clock: () => _now);
        for (int i = 0; i < 19; i++)
        {
            _now += 100;
            Wait(deadline, 0);
        }

        Assert.IsFalse(deadline.HasPassed);
        _now += 100;
        Wait(deadline, 0);
        Assert.IsTrue(deadline.HasPassed);

        deadline.Restart();
        _now += 64_000;
        Wait(deadline, 0);
        Assert.IsFalse(deadline.HasPassed);
    }

    [TestMethod]
    public void No_bound_and_the_largest()
    {
        Deadline none = new(0, clock: () => _now);
        Deadline largest = new(int.MaxValue, clock: () => _now);
        // 30 days, beyond what 32 bits of milliseconds hold.
        for (int i = 0; i < 30 * 24 * 3600; i++)
        {
            none.Begin();
            Wait(largest, 1000);
            none.End();
        }

        Assert.IsFalse(none.HasPassed);
        Assert.IsFalse(largest.HasPassed);
        Assert.AreEqual(1000, none.Next);
        Assert.AreEqual(1000, largest.Next);
    }

    private void Wait(Deadline deadline, long milliseconds)
    {
        deadline.Begin();
        _now += milliseconds;
        deadline.End();
    }
}
