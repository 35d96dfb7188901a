using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>What a server was asked and what it did: records for tests, and a line for each event.</summary>
/// <param name="tell">Takes the lines, one thread at a time.</param>
internal sealed class ScpLog(Action<string> tell)
{
    private readonly object _gate = new();
    private readonly List<AssociationRecord> _associations = [];
    private int _connections;
    private int _finds;
    private int _gets;

    public void Tell(string line)
    {
        lock (_gate)
        {
            tell(line);
        }
    }

    /// <summary>A connection has been taken; it counts as open until <see cref="CloseConnection"/>.</summary>
    public void OpenConnection()
    {
        lock (_gate)
        {
            _connections++;
        }
    }

    public void CloseConnection()
    {
        lock (_gate)
        {
            _connections--;
            Monitor.PulseAll(_gate);
        }
    }

    public AssociationRecord Begin(AssociateRq request, int length)
    {
        lock (_gate)
        {
            AssociationRecord association = new(_associations.Count + 1, request, length);
            _associations.Add(association);
            return association;
        }
    }

    /// <summary>The number of a request among all of its kind, from 1.</summary>
    public int Count(bool isFind)
    {
        return isFind ? Interlocked.Increment(ref _finds) : Interlocked.Increment(ref _gets);
    }

    /// <summary>All associations so far, once no connection is open; null where one still is after the time given.</summary>
    public IReadOnlyList<AssociationRecord>? WaitForEnd(TimeSpan longest)
    {
        long end = Environment.TickCount64 + (long)longest.TotalMilliseconds;
        lock (_gate)
        {
            while (_connections > 0)
            {
                long left = end - Environment.TickCount64;
                if (left <= 0)
                {
                    return null;
                }

                Monitor.Wait(_gate, (int)left);
            }

            return [.. _associations];
        }
    }
}
