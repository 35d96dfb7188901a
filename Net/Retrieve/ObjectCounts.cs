using GetScu.Net.Pdu;

namespace GetScu.Net.Retrieve;

/// <summary>The objects of one C-GET, as this side saw them.</summary>
internal sealed class ObjectCounts
{
    /// <summary>C-STORE-RQ that were received.</summary>
    public long Received { get; set; }

    /// <summary>Answered with success: on disk, or ignored on purpose.</summary>
    public long Stored { get; set; }

    /// <summary>Answered with a failure.</summary>
    public long Refused => Received - Stored;

    public void Clear() => Received = Stored = 0;
}
