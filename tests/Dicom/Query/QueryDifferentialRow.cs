namespace GetScu.Tests.Dicom.Query;

/// <summary>One row of the differential table: a query as a user gives it, and what becomes of it.</summary>
internal sealed record QueryDifferentialRow
{
    /// <summary>Values of <c>-k</c>, in order.</summary>
    public string[] Keys { get; init; } = [];

    /// <summary>A query file's bytes.</summary>
    public byte[]? File { get; init; }

    /// <summary>The text that DCMTK's dump2dcm makes the query file of.</summary>
    public string? Dump { get; init; }

    /// <summary>Options for dump2dcm.</summary>
    public string[] DumpOptions { get; init; } = [];

    /// <summary>What the file is about, for messages.</summary>
    public string About { get; init; } = "";

    /// <summary>Run with each of the four transfer syntaxes, instead of one that depends on the row's place.</summary>
    public bool InEverySyntax { get; init; }

    /// <summary>Part of the error with which the query is refused; the reference complains, too.</summary>
    public string? Refused { get; init; }

    /// <summary>Why the reference's identifier is not the same, on purpose.</summary>
    public string? Differs { get; init; }

    /// <summary>Where it differs: the identifier in explicit little endian, as <see cref="Hex"/> reads it.</summary>
    public string? Expected { get; init; }

    /// <summary>The reference's dump in the debug log is not comparable line by line.</summary>
    public bool HasOtherDump { get; init; }

    public override string ToString()
    {
        string options = DumpOptions.Length > 0 ? $" ({string.Join(' ', DumpOptions)})" : "";
        return $"{About}{options} {string.Join(' ', Array.ConvertAll(Keys, key => $"-k '{key}'"))}".Trim();
    }
}
