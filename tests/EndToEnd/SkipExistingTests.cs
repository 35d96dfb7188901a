using System.Diagnostics;
using System.Text.Json;

using GetScu.Tests.Scp;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.EndToEnd;

/// <summary><c>+sk</c>: what is there, and whole, is not asked for.</summary>
[TestClass]
public sealed class SkipExistingTests
{
    private readonly TempFolder _folder = new();

    private string Report => _folder.File("report");

    [TestCleanup]
    public void Clean() => _folder.Dispose();

    /// <summary>Of eight files one is gone, and three are not whole.</summary>
    [TestMethod]
    [DataRow("-B", "CT.", 4)]
    [DataRow("+B", "", 3)]
    public void What_is_there_is_not_asked_for(string mode, string prefix, int again)
    {
        Archive archive = Archive.Generate(8, series: 2);
        string output = _folder.Folder("out");
        string[] arguments = [mode, "+sk", "-v", "+crf", Report, .. GeneratedStudy.Query, "-od", output, "127.0.0.1"];
        using (GetScp scp = GetScp.Start(archive, new ScpOptions("")))
        {
            NativeBinary.Run([.. arguments, $"{scp.Port}"]).ExpectStatus(0).ExpectErrorLine("I: Retrieved 8 of 8 objects over 2 associations");
        }

        string[] files = [.. archive.Objects.Select(stored => Path.Combine(output, prefix + stored.SopInstance))];
        Dictionary<string, byte[]> before = files.ToDictionary(file => file, File.ReadAllBytes);
        File.Delete(files[0]);
        // Cut within the header; of another instance; a data set that is cut, which only a reader of it can tell.
        File.WriteAllBytes(files[1], before[files[1]][..200]);
        File.WriteAllBytes(files[2], before[files[3]]);
        File.WriteAllBytes(files[4], before[files[4]][..^20]);
        DateTime[] written = [.. files.Select(File.GetLastWriteTimeUtc)];
        using GetScp second = GetScp.Start(archive, new ScpOptions(""));
        NativeBinary.Run([.. arguments, $"{second.Port}"]).ExpectStatus(0)
            .ExpectErrorLine($"I: {8 - again} of them are here already");
        Assert.AreEqual(again, second.EndedAssociations().Sum(made => made.Sent.Count()));
        for (int i = 0; i < files.Length; i++)
        {
            bool isKept = i is 3 or 5 or 6 or 7 || (i == 4 && mode == "+B");
            Assert.AreEqual(isKept, File.GetLastWriteTimeUtc(files[i]) == written[i], files[i]);
            Assert.AreEqual(i != 4 || mode != "+B", File.ReadAllBytes(files[i]).SequenceEqual(before[files[i]]), files[i]);
        }

        IReadOnlyList<JsonElement> lines = ReportSchema.CheckFile(Report);
        Assert.HasCount(8 - again, ReportSchema.Of(lines, "existing"));
        Assert.AreEqual($"{again} {8 - again} 0", string.Join(' ',
            ((string[])["stored", "existing", "missing"]).Select(name => $"{lines[^1].GetProperty(name)}")));
    }

    /// <summary>A file that takes its time to be read does not hold up a signal, and the report ends as it should.</summary>
    [TestMethod]
    public void A_signal_ends_the_look_at_what_is_there()
    {
        Archive archive = Archive.Generate(4);
        string output = _folder.Folder("out");
        using GetScp scp = GetScp.Start(archive, new ScpOptions(""));
        string[] arguments = [.. GeneratedStudy.Query, "-od", output, "127.0.0.1", $"{scp.Port}"];
        NativeBinary.Run(arguments).ExpectStatus(0);
        // 4 TiB that take no room, behind an element that says so.
        string huge = Path.Combine(output, $"CT.{archive.Objects[1].SopInstance}");
        using (FileStream file = new(huge, FileMode.Append))
        {
            file.SetLength(1L << 42);
        }

        using RunningTool tool = NativeBinary.Start(ToolOptions.Default, ["+sk", "-d", "+crf", Report, .. arguments]);
        tool.WaitForError("Releasing Association");
        tool.Signal(RunningTool.SigTerm);
        Stopwatch clock = Stopwatch.StartNew();
        tool.Wait().ExpectStatus(143);
        Assert.IsLessThan(30, clock.Elapsed.TotalSeconds);
        JsonElement end = ReportSchema.CheckFile(Report)[^1];
        Assert.AreEqual("143", $"{end.GetProperty("exit")}");
    }

    [TestMethod]
    public void Given_twice_the_header_is_enough()
    {
        Archive archive = Archive.Generate(2);
        string output = _folder.Folder("out");
        string[] arguments = [.. GeneratedStudy.Query, "-od", output, "127.0.0.1"];
        using GetScp scp = GetScp.Start(archive, new ScpOptions(""));
        NativeBinary.Run([.. arguments, $"{scp.Port}"]).ExpectStatus(0);
        string cut = Path.Combine(output, $"CT.{archive.Objects[0].SopInstance}");
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^20]);
        long length = new FileInfo(cut).Length;
        NativeBinary.Run(["+sk", "--skip-existing", .. arguments, $"{scp.Port}"]).ExpectStatus(0);
        Assert.AreEqual(length, new FileInfo(cut).Length);
        NativeBinary.Run(["+sk", .. arguments, $"{scp.Port}"]).ExpectStatus(0);
        Assert.AreEqual(length + 20, new FileInfo(cut).Length);
    }

    /// <summary>Where nothing is listed they come all the same, are answered with success, and are not written.</summary>
    [TestMethod]
    public void Without_a_list_what_is_there_is_not_written_again()
    {
        Archive archive = Archive.Generate(4);
        string output = _folder.Folder("out");
        string[] arguments = ["--no-find", "+sk", "+crf", Report, .. GeneratedStudy.Query, "-od", output, "127.0.0.1"];
        using GetScp scp = GetScp.Start(archive, new ScpOptions(""));
        NativeBinary.Run([.. arguments, $"{scp.Port}"]).ExpectStatus(0);
        string gone = Path.Combine(output, $"CT.{archive.Objects[2].SopInstance}");
        File.Delete(gone);
        string kept = Path.Combine(output, $"CT.{archive.Objects[1].SopInstance}");
        DateTime written = File.GetLastWriteTimeUtc(kept);
        NativeBinary.Run([.. arguments, $"{scp.Port}"]).ExpectStatus(0);
        Assert.IsTrue(File.Exists(gone));
        Assert.AreEqual(written, File.GetLastWriteTimeUtc(kept));
        JsonElement end = ReportSchema.CheckFile(Report)[^1];
        Assert.AreEqual("1 3 3", $"{end.GetProperty("stored")} {end.GetProperty("existing")} {end.GetProperty("duplicate")}");
    }

    /// <summary>A class that nobody told may have any prefix.</summary>
    [TestMethod]
    public void Files_are_found_where_the_archive_tells_no_classes()
    {
        string output = _folder.Folder("out");
        string[] arguments = ["+sk", .. GeneratedStudy.Query, "-od", output, "127.0.0.1"];
        ScpPolicy silent = new() { Find = new FindPolicy { Gives = FindKeys.None } };
        using GetScp scp = GetScp.Start(Archive.Generate(3), new ScpOptions("") { Policy = silent });
        NativeBinary.Run([.. arguments, $"{scp.Port}"]).ExpectStatus(0);
        NativeBinary.Run([.. arguments, $"{scp.Port}"]).ExpectStatus(0);
        Assert.AreEqual(3, scp.EndedAssociations().Sum(made => made.Sent.Count()));
    }

    /// <summary>What carries the name and is no file hangs nobody.</summary>
    [TestMethod]
    public void What_is_no_file_does_not_count()
    {
        Archive archive = Archive.Generate(2);
        string output = _folder.Folder("out");
        Directory.CreateDirectory(Path.Combine(output, $"CT.{archive.Objects[0].SopInstance}"));
        Tool.Run(Tool.Find("mkfifo", "coreutils"), ToolOptions.Default, Path.Combine(output, $"CT.{archive.Objects[1].SopInstance}")).ExpectStatus(0);
        using GetScp scp = GetScp.Start(archive, new ScpOptions(""));
        NativeBinary.Run(["+sk", .. GeneratedStudy.Query, "-od", output, "127.0.0.1", $"{scp.Port}"]).ExpectStatus(40);
        Assert.AreEqual(2, scp.EndedAssociations().Sum(made => made.Sent.Count()));
    }

    [TestMethod]
    public void Two_runs_at_once_into_one_directory_bring_everything()
    {
        Archive archive = Archive.Generate(200, series: 4);
        string output = _folder.Folder("out");
        using GetScp scp = GetScp.Start(archive, new ScpOptions(""));
        string[] arguments = ["+sk", "--associations", "2", .. GeneratedStudy.Query, "-od", output, "127.0.0.1", $"{scp.Port}"];
        using RunningTool one = NativeBinary.Start(ToolOptions.Default, [.. arguments, "+crf", Report]);
        using RunningTool other = NativeBinary.Start(ToolOptions.Default, arguments);
        one.Wait().ExpectStatus(0);
        other.Wait().ExpectStatus(0);
        ReportSchema.CheckFile(Report);
        Assert.HasCount(200, Directory.GetFileSystemEntries(output));
    }
}
