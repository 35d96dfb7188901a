using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Support;

/// <summary>The study of <see cref="Scp.Archive.Generate"/>, and how it is asked for.</summary>
internal static class GeneratedStudy
{
    public const string Uid = $"{Uids.TestRoot}.9";

    public static readonly string[] Query = ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={Uid}"];
}
