namespace GetScu.Tests.Net;

/// <summary>How a played archive behaves: the columns of the table of what servers do.</summary>
internal sealed record ArchivePolicy
{
    /// <summary>Which accepted context an object goes over.</summary>
    public enum Choice
    {
        /// <summary>The one of the stored syntax.</summary>
        Stored,
        /// <summary>That one, else any uncompressed one, whatever is stored.</summary>
        StoredOrDecompressed,
        /// <summary>That one, else another uncompressed one for what is uncompressed.</summary>
        StoredOrUncompressed,
        /// <summary>The first one of the class, if what is stored can be sent so.</summary>
        FirstOfClass,
        /// <summary>An uncompressed one, whatever is stored.</summary>
        Decompressed,
    }

    /// <summary>What follows where no context fits.</summary>
    public enum Lack
    {
        /// <summary>B000 at the end, A702 where nothing was sent, with all that failed.</summary>
        Continues,
        /// <summary>C000 at once, with that one.</summary>
        Stops,
        /// <summary>A702 at once, all the rest counted and listed as failed.</summary>
        FailsTheRest,
        /// <summary>0000 at the end with a counter, no list.</summary>
        SucceedsWithCounter,
        /// <summary>B000 at the end, one more counted than failed, no list.</summary>
        WarnsWithoutList,
        /// <summary>0000 at the end, no counters, no list.</summary>
        SucceedsSilently,
    }

    public Choice Sends { get; init; }

    public Lack WhenNoneFits { get; init; }

    public Func<string, bool> TakesClass { get; init; } = uid => uid != PlanUids.Private && uid != PlanUids.LabelMap;

    public Func<string, bool> TakesSyntax { get; init; } = _ => true;

    /// <summary>Contexts beyond are refused.</summary>
    public int MostContexts { get; init; } = 128;

    public bool TakesGet { get; init; } = true;

    public bool TakesFind { get; init; } = true;

    /// <summary>The lowest level that C-FIND knows.</summary>
    public string LowestLevel { get; init; } = "IMAGE";

    public bool TellsClassesOfStudy { get; init; }

    public bool TellsClassesOfSeries { get; init; }

    public bool TellsClass { get; init; }

    public bool TellsSyntaxesOfSeries { get; init; }

    /// <summary>The status for lists of instances; 0: they are taken.</summary>
    public ushort RefusesLists { get; init; }

    /// <summary>The status for a list with an instance that is not there.</summary>
    public ushort RefusesUnknown { get; init; }

    /// <summary>Failed instances are listed in each pending response as well.</summary>
    public bool RepeatsList { get; init; }

    /// <summary>The list of failed instances is left out.</summary>
    public bool HasNoList { get; init; }
}
