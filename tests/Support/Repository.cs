namespace GetScu.Tests.Support;

/// <summary>Where the sources lie that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of getscu.csproj.</summary>
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts)
    {
        return Path.Combine([Root, .. parts]);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "getscu.csproj")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no getscu.csproj above {AppContext.BaseDirectory}");
    }
}
