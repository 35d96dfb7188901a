using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Every row of CONDUCT.md on the native binary: what it sends, its exit status, its whole log, the files it leaves.</summary>
[TestClass]
public sealed class ConductTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, ConductLine>> Lines =
        new(() => ConductLine.ReadAll(Repository.PathOf("tests", "EndToEnd", "CONDUCT.md")));

    private static readonly (string Name, ConductRow[] Rows)[] Sections =
    [
        ("answer", AnswerRows.All),
        ("identity", IdentityRows.All),
        ("TLS", TlsRows.All),
        ("message", MessageRows.All),
        ("command", CommandRows.All),
        ("data set", DataSetRows.All),
        ("store", StoreRows.All),
        ("pipeline", PipelineRows.All),
        ("name", NameRows.All),
        ("final", FinalRows.All),
        ("pending", PendingRows.All),
        ("query", QueryRows.All),
        ("key file", KeyFileRows.All),
        ("volume", VolumeRows.All),
        ("release", ReleaseRows.All),
        ("disk", DiskRows.All),
        ("frozen disk", FrozenRows.All),
        ("signal", SignalRows.All),
        ("run", RunRows.All),
        ("fault", FaultRows.All),
        ("plan", PlanRows.All),
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("answer")]
    [DataRow("identity")]
    [DataRow("TLS")]
    [DataRow("message")]
    [DataRow("command")]
    [DataRow("data set")]
    [DataRow("store")]
    [DataRow("pipeline")]
    [DataRow("name")]
    [DataRow("final")]
    [DataRow("pending")]
    [DataRow("query")]
    [DataRow("key file")]
    [DataRow("volume")]
    [DataRow("release")]
    [DataRow("disk")]
    [DataRow("frozen disk")]
    [DataRow("signal")]
    [DataRow("run")]
    [DataRow("fault")]
    [DataRow("plan")]
    public void Section(string name)
    {
        ILookup<bool, ConductRow> rows = Array.Find(Sections, section => section.Name == name).Rows.ToLookup(row => row.NeedsRoot || row.Freezes);
        Assert.IsNotEmpty(Lines.Value);
        if (rows.Contains(false))
        {
            Play([.. rows[false]]);
        }

        if (rows.Contains(true))
        {
            // Inconclusive where that is not possible.
            using TempFolder folder = new();
            bool freezes = rows[true].Any(row => row.Freezes);
            using IDisposable mount = freezes ? new FreezableDisk(folder.Folder("probe")) : new Mount(folder.Path, "size=1m");
            Play([.. rows[true]]);
        }
    }

    [TestMethod]
    public void Every_row_of_the_table_has_a_test_and_every_test_a_row()
    {
        string[] tested = [.. Sections.SelectMany(section => section.Rows).Select(row => row.Id)];
        CollectionAssert.AllItemsAreUnique(tested);
        string[] without = [.. Lines.Value.Keys.Except(tested)];
        Assert.IsEmpty(without, $"in the table, but not tested: {string.Join(' ', without)}");
        string[] unbounded = [.. Sections.SelectMany(section => section.Rows)
            .Where(row => row.BoundsWait && row.Waits is null).Select(row => row.Id)];
        Assert.IsEmpty(unbounded, $"it is not said how long they wait: {string.Join(' ', unbounded)}");
        without = [.. tested.Except(Lines.Value.Keys)];
        Assert.IsEmpty(without, $"tested, but not in the table: {string.Join(' ', without)}");
    }

    private void Play(ConductRow[] rows)
    {
        try
        {
            Table.Run(rows, row => row.Id, row => ConductRun.Play(row, LineOf(row)));
        }
        finally
        {
            IEnumerable<(string Id, long Peak)> peaks = rows.Select(row => (row.Id, ConductRun.Peaks.GetValueOrDefault(row.Id)));
            (string id, long peak) = peaks.MaxBy(pair => pair.Peak);
            TestContext.WriteLine($"{rows.Length} rows, largest peak {peak} KiB: {id}");
        }
    }

    private static ConductLine LineOf(ConductRow row)
    {
        return Lines.Value.TryGetValue(row.Id, out ConductLine? line) ? line : new ConductLine(row.Id, "?", "?", "?", "?");
    }
}
