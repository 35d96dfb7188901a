using System.Collections.Concurrent;

namespace GetScu.Tests.Support;

/// <summary>Runs the rows of a table side by side and fails with every row that failed.</summary>
internal static class Table
{
    /// <summary>Rows mostly wait for a process and a socket.</summary>
    private const int AtOnce = 4;

    public static void Run<T>(IReadOnlyCollection<T> rows, Func<T, string> name, Action<T> test)
    {
        ConcurrentQueue<string> failures = new();
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtOnce };
        Parallel.ForEach(rows, options, row =>
        {
            try
            {
                test(row);
            }
            catch (Exception error)
            {
                failures.Enqueue($"[{name(row)}] {error.Message}");
            }
        });
        if (!failures.IsEmpty)
        {
            Assert.Fail($"{failures.Count} of {rows.Count} rows failed:\n{string.Join("\n\n", failures)}");
        }
    }
}
