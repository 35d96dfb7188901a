using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>What is there to be read, by path from the root.</summary>
internal static class Documents
{
    public const string Readme = "README.md";
    public const string Behaviour = "Net/BEHAVIOUR.md";
    public const string Options = "Net/OPTIONS.md";
    public const string Logging = "Net/Log/LOGGING.md";
    public const string Tls = "Net/Transport/TLS.md";
    public const string Queries = "Dicom/QUERIES.md";
    public const string Files = "Storage/FILES.md";
    public const string Contributing = "tests/README.md";
    public const string Results = "tests/Bench/RESULTS.md";
    public const string Conduct = "tests/EndToEnd/CONDUCT.md";

    public static IEnumerable<string> All => [Readme, Options, Behaviour, Logging, Tls, Queries, Files, Contributing, Results, Conduct];

    /// <summary>Those that mark commands for execution.</summary>
    public static IEnumerable<string> WithCommands => [Readme, Behaviour, Logging, Queries, Files];

    /// <summary>Those whose tables hold measurements or conversations, in rows of any length.</summary>
    public static IEnumerable<string> WithWideTables => [Results, Conduct];

    public static string Text(string document)
    {
        string path = Repository.PathOf(document);
        return File.Exists(path) ? File.ReadAllText(path) : throw new AssertFailedException($"{document} is missing");
    }
}
