namespace GetScu.Tests.Dicom.Query;

/// <summary>All rows of the differential table.</summary>
internal static partial class QueryDifferentialRows
{
    private static readonly Lazy<QueryDifferentialRow[]> All = new(() =>
        [.. Attributes(), .. Paths(), .. Values(), .. Dumps(), .. Files(), .. RealFiles(), .. RefusedKeys(), .. Differences()]);

    public static IReadOnlyList<QueryDifferentialRow> Rows => All.Value;

    /// <summary>A dictionary file that both sides read over their own: private attributes.</summary>
    public const string PrivateDictionary =
        "(0029,\"GETSCU TEST\",08)\tCS\tTestCode\t1\tTest\n" +
        "(0029,\"GETSCU TEST\",09)\tUS\tTestNumber\t1-n\tTest\n" +
        "(0029,\"GETSCU TEST\",10)\tSQ\tTestSequence\t1\tTest\n";

    /// <summary>Both sides send the same.</summary>
    private static QueryDifferentialRow Same(params string[] keys) => new() { Keys = keys };

    /// <summary>Both sides send the same, in each of the four transfer syntaxes.</summary>
    private static QueryDifferentialRow Everywhere(params string[] keys) => new() { Keys = keys, InEverySyntax = true };

    /// <summary>Both sides complain; the reference goes on without the key, this program does not.</summary>
    private static QueryDifferentialRow Refused(string error, params string[] keys) => new() { Keys = keys, Refused = error };

    /// <summary>The reference takes the key, this program refuses it.</summary>
    private static QueryDifferentialRow Stricter(string reason, string error, params string[] keys) =>
        new() { Keys = keys, Differs = reason, Refused = error };

    /// <summary>This program sends something else.</summary>
    private static QueryDifferentialRow Other(string reason, string expected, params string[] keys) =>
        new() { Keys = keys, Differs = reason, Expected = expected };
}
