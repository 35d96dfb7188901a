using System.Diagnostics;
using System.Runtime.InteropServices;

using GetScu.Dicom;
using GetScu.Net.Log;
using GetScu.Net.Retrieve;
using GetScu.Tests.Net.Log;

namespace GetScu.Tests.Net;

/// <summary>What signals do, and when: this process gets them. SIGTERM, which no shell ignores for its children.</summary>
[TestClass]
[DoNotParallelize]
public sealed class InterruptionTests
{
    private const int SigTerm = 15;

    /// <summary>Beyond every wait of the class; a test that reaches it has failed.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [TestMethod]
    public void Without_an_association_the_first_one_leaves()
    {
        using Run run = new(graceSeconds: 100);
        run.Signal();
        run.Await("leave 15");
        Assert.AreEqual("leave 15", run.Calls);
        Assert.AreEqual("W: SIGTERM: no association yet, leaving at once\n", run.Log);
    }

    [TestMethod]
    public void The_first_asks_and_the_second_ends_every_wait()
    {
        using Run run = new(graceSeconds: 100);
        Assert.IsTrue(run.Guard(isAsked: true));
        run.Signal();
        run.Await("told");
        Assert.AreEqual("first told", run.Calls);
        Assert.IsFalse(run.Guard(isAsked: true), "nothing is begun any more");
        run.Signal();
        run.Await("at-once");
        run.Interruption.Done();
        Assert.AreEqual("first told at-once", run.Calls);
        Assert.AreEqual(SigTerm, run.Interruption.Signal);
        Assert.AreEqual("W: SIGTERM: asking, 100 s at most\nW: SIGTERM: aborting the association at once\n", run.Log);
    }

    [TestMethod]
    public void The_end_of_the_grace_time_is_as_good_as_a_second_one()
    {
        using Run run = new(graceSeconds: 1);
        run.Guard(isAsked: true);
        Stopwatch watch = Stopwatch.StartNew();
        run.Signal();
        run.Await("at-once");
        Assert.IsInRange(0.9, 16, watch.Elapsed.TotalSeconds);
        run.Interruption.Done();
        Assert.AreEqual("W: SIGTERM: asking, 1 s at most\nW: Grace time is over: aborting the association\n", run.Log);
    }

    [TestMethod]
    public void Where_nothing_can_be_asked_for_every_wait_ends_at_once()
    {
        using Run run = new(graceSeconds: 100);
        run.Guard(isAsked: false);
        run.Signal();
        run.Await("told");
        run.Interruption.Done();
        Assert.AreEqual("first at-once told", run.Calls);
        Assert.AreEqual("W: SIGTERM: asking, 100 s at most\nW: Peer does not take what is sent: aborting the association\n", run.Log);
    }

    /// <summary>The run's own thread may hang in a system call.</summary>
    [TestMethod]
    public void A_run_that_does_not_end_is_left()
    {
        using Run run = new(graceSeconds: 100);
        run.Guard(isAsked: false);
        Stopwatch watch = Stopwatch.StartNew();
        run.Signal();
        run.Await("leave 15");
        Assert.IsInRange(Limits.LeaveWait - 0.1, Limits.LeaveWait + 15, watch.Elapsed.TotalSeconds);
    }

    [TestMethod]
    public void When_all_is_done_signals_and_grace_do_nothing()
    {
        using Run run = new(graceSeconds: 1);
        run.Guard(isAsked: true);
        run.Signal();
        run.Await("told");
        run.Interruption.Done();
        // It is taken, as the signal before it was, on a thread of the runtime's: the handler behind ours tells when.
        using ManualResetEventSlim taken = new();
        using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => taken.Set()))
        {
            run.Signal();
            Assert.IsTrue(taken.Wait(Long));
        }

        Assert.AreEqual("first told", run.Calls);
        Assert.AreEqual("W: SIGTERM: asking, 1 s at most\n", run.Log);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    /// <summary>What is called, in order.</summary>
    private sealed class Run : IDisposable
    {
        private readonly LogSetup _setup = new();
        private readonly List<string> _calls = [];

        public Run(int graceSeconds)
        {
            Logging log = new(LogLevel.Warn, _setup.Host);
            Interruption = new Interruption(graceSeconds, log.App, number => Call($"leave {number}"));
        }

        public Interruption Interruption { get; }

        public string Log => _setup.Error;

        public string Calls
        {
            get
            {
                lock (_calls)
                {
                    return string.Join(' ', _calls);
                }
            }
        }

        public void Signal() => Assert.AreEqual(0, Kill(Environment.ProcessId, SigTerm));

        public bool Guard(bool isAsked) => Interruption.Guard("asking", () => Call("first", isAsked), () => Call("told"), () => Call("at-once"));

        public void Await(string call)
        {
            long end = Environment.TickCount64 + (long)Long.TotalMilliseconds;
            lock (_calls)
            {
                for (long left; !_calls.Contains(call) && (left = end - Environment.TickCount64) > 0;)
                {
                    Monitor.Wait(_calls, (int)left);
                }

                Assert.Contains(call, _calls);
            }
        }

        public void Dispose()
        {
            Interruption.Dispose();
            _setup.Dispose();
        }

        private bool Call(string name, bool result = true)
        {
            lock (_calls)
            {
                _calls.Add(name);
                Monitor.PulseAll(_calls);
                return result;
            }
        }
    }
}
