namespace GetScu.Net.Plan;

/// <summary>A piece of what an association does: requests one after another, each with its final response before the next.</summary>
internal abstract class Work
{
    /// <summary>The next request, null when there is none left.</summary>
    public abstract PlannedRequest? Next(Lane lane);

    /// <summary>A C-FIND response.</summary>
    public virtual void Match(in FindMatch match)
    {
    }

    /// <summary>A C-FIND response that tells nothing: no data set, or none that can be read.</summary>
    public virtual void Unread()
    {
    }

    /// <summary>The final response to the last request.</summary>
    public abstract void Final(Lane lane, RequestEnd end);
}
