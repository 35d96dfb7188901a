namespace GetScu.Tests.Scp;

/// <summary>Which associations are accepted, by their number.</summary>
internal sealed class Admission(ScpOptions options)
{
    private readonly object _gate = new();
    private int _asked;
    private int _accepted;
    private int _open;

    /// <summary>The number of an accepted association, from 1; 0 rejects it.</summary>
    public int Enter()
    {
        lock (_gate)
        {
            if (++_asked <= options.RejectedFirst || _open >= options.AtOnce || _accepted >= options.InAll)
            {
                return 0;
            }

            _open++;
            return ++_accepted;
        }
    }

    /// <summary>An accepted one has ended.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _open--;
        }
    }
}
