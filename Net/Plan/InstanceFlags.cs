using System;

namespace GetScu.Net.Plan;

/// <summary>What is known of one instance.</summary>
[Flags]
internal enum InstanceFlags : ushort
{
    None = 0,
    /// <summary>C-FIND lists it.</summary>
    Expected = 0x0001,
    /// <summary>It came and was stored, or ignored on purpose.</summary>
    Stored = 0x0002,
    /// <summary>Its file was there already.</summary>
    Existing = 0x0004,
    /// <summary>It came and was answered with a failure.</summary>
    Refused = 0x0008,
    /// <summary>In a list of failed instances that counts.</summary>
    Reported = 0x0010,
    /// <summary>In a list of failed instances that may name what was never tried.</summary>
    Hinted = 0x0020,
    /// <summary>A request for it succeeded, and it was neither sent nor reported.</summary>
    NotSent = 0x0040,
    /// <summary>The last request for it ended with A7xxH.</summary>
    Busy = 0x0080,
    /// <summary>In the stage that goes on: there is nothing left to ask for it.</summary>
    Tried = 0x0100,
    /// <summary>In the stage that goes on: hinted at, so it is asked for alone.</summary>
    Alone = 0x0200,
    /// <summary>In the request that goes on: it is in a list of failed instances.</summary>
    Marked = 0x0400,
    /// <summary>Its object is just coming over an association.</summary>
    Coming = 0x0800,
    /// <summary>There is nothing to be asked for.</summary>
    Here = Stored | Existing,
}
