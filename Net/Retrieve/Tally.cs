using System;
using System.Threading;

using GetScu.Net.Dimse;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>
/// What a run has received so far, over all its associations, from whatever threads serve them; there is one only where somebody
/// wants to know.
/// </summary>
/// <param name="clock">Milliseconds, of any beginning.</param>
internal sealed class Tally(Func<long> clock)
{
    private readonly long _began = clock();
    private readonly RateWindow _rate = new();
    private long _objects;
    private long _bytesOfObjects;
    private long _bytes;
    private long _firstBytes = -1;
    private long _before = -1;
    private long _counted = -1;

    /// <summary>Knows what there is and what of it is here; null: there is none.</summary>
    public RetrievalPlan? Plan { get; set; }

    /// <summary>Objects that have come and are stored, or ignored on purpose; none twice.</summary>
    public long Objects => Interlocked.Read(ref _objects);

    /// <summary>A part of a data set has come.</summary>
    public void Received(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) == bytes)
        {
            Interlocked.Exchange(ref _firstBytes, clock());
        }
    }

    /// <summary>An object is here.</summary>
    /// <param name="bytes">All of its data set.</param>
    public void Taken(long bytes)
    {
        Interlocked.Add(ref _bytesOfObjects, bytes);
        Interlocked.Increment(ref _objects);
    }

    /// <summary>A C-GET begins.</summary>
    /// <param name="before">Objects that came before it, where its own counters then tell how many there are in all; else null.</param>
    public void Begin(long? before)
    {
        Interlocked.Exchange(ref _counted, -1);
        Interlocked.Exchange(ref _before, before ?? -1);
    }

    /// <summary>A pending response of the C-GET has come: its counters tell how many sub-operations there are (PS3.7 9.1.3.1).</summary>
    public void Counted(ReceivedCommand response)
    {
        if (response.Remaining is { } remaining)
        {
            Interlocked.Exchange(
                ref _counted, remaining + (response.Completed ?? 0) + (response.Failed ?? 0) + (response.Warning ?? 0));
        }
    }

    /// <summary>How far the run is. For one thread, at more or less regular times.</summary>
    public Progress Look()
    {
        long now = clock();
        long bytes = Interlocked.Read(ref _bytes);
        long first = Interlocked.Read(ref _firstBytes);
        long before = Interlocked.Read(ref _before);
        long counted = Interlocked.Read(ref _counted);
        RetrievalPlan? plan = Plan;
        bool isSearched = plan is null or { IsSearched: true };
        PlanTotals? totals = plan?.Totals();
        bool isListed = isSearched && totals is { Expected: not null };
        return new Progress
        {
            Done = isListed ? totals!.Expected!.Value - totals.Missing!.Value : totals?.Stored ?? Objects,
            Total = isListed ? totals!.Expected : before >= 0 && counted >= 0 ? before + counted : null,
            Found = isSearched ? null : totals!.Expected ?? 0,
            Objects = Objects,
            Bytes = bytes,
            Rate = bytes == 0 ? null : _rate.Take(now, bytes),
            Elapsed = now - _began,
            Receiving = first < 0 ? 0 : now - first,
        };
    }

    /// <summary>What the run has come to, in a line; null where nothing has come and nothing is known to be missing.</summary>
    public string? Summary()
    {
        long missing = Plan?.Totals().Missing ?? 0;
        if (Objects == 0 && missing == 0)
        {
            return null;
        }

        long bytes = Interlocked.Read(ref _bytesOfObjects);
        long elapsed = Math.Max(clock() - _began, 1);
        string rate = Amount.Bytes((long)((double)bytes * 1000 / elapsed));
        return $"{Amount.Objects(Objects)}, {Amount.Bytes(bytes)} in {Amount.Duration(elapsed)} ({rate}/s)"
            + (missing > 0 ? $", {missing} missing" : "");
    }
}
