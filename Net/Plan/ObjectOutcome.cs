namespace GetScu.Net.Plan;

/// <summary>What became of an object that came.</summary>
internal enum ObjectOutcome
{
    /// <summary>On disk.</summary>
    Stored,
    /// <summary>Received and dropped on purpose.</summary>
    Ignored,
    /// <summary>It was here already: answered with success, and not written again.</summary>
    Duplicate,
    /// <summary>Answered with a failure.</summary>
    Refused,
}
