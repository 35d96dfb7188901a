using System.Text;

using GetScu.Net.Transport;

namespace GetScu.Tests.Support;

[TestClass]
public sealed class ToolTests
{
    private const string Shell = "/bin/sh";

    [TestMethod]
    public void Streams_and_status_are_kept_apart()
    {
        ToolResult result = Tool.Run(Shell, ToolOptions.Default, "-c", "printf 'a\\nb\\n'; printf 'c\\377' >&2; exit 7");
        result.ExpectStatus(7);
        CollectionAssert.AreEqual(new[] { "a", "b" }, result.OutputLines);
        CollectionAssert.AreEqual(new byte[] { (byte)'c', 0xFF }, result.Error);
    }

    [TestMethod]
    public void Folder_and_environment_are_passed()
    {
        using TempFolder folder = new();
        ToolOptions options = new()
        {
            Folder = folder.Path,
            Environment = new Dictionary<string, string?> { ["GETSCU_TEST_VALUE"] = "x y", ["HOME"] = null },
        };
        ToolResult result = Tool.Run(Shell, options, "-c", "pwd; echo \"$GETSCU_TEST_VALUE\"; echo \"${HOME-none}\"");
        CollectionAssert.AreEqual(new[] { folder.Path, "x y", "none" }, result.OutputLines);
    }

    [TestMethod]
    public void A_process_beyond_its_deadline_is_killed_and_the_test_fails_with_what_it_said()
    {
        ToolOptions options = new() { Deadline = TimeSpan.FromSeconds(0.5) };
        AssertFailedException error = Assert.ThrowsExactly<AssertFailedException>(
            () => Tool.Run(Shell, options, "-c", "echo words >&2; exec sleep 100"));
        StringAssert.Contains(error.Message, "still running after 0.5 s");
        StringAssert.Contains(error.Message, "words");
    }

    [TestMethod]
    public void A_signal_ends_a_process_with_128_plus_its_number()
    {
        using RunningTool tool = RunningTool.Start(Shell, ToolOptions.Default, "-c", "echo ready >&2; exec sleep 100");
        tool.WaitForError("ready");
        tool.Signal(RunningTool.SigTerm);
        tool.Wait().ExpectStatus(143);
    }

    [TestMethod]
    public void Peak_memory_is_measured()
    {
        ToolOptions options = new() { Measure = true };
        ToolResult result = Tool.Run(Shell, options, "-c", "exit 3").ExpectStatus(3);
        Assert.IsTrue(result.Use!.Value.PeakKiB is > 100 and < 20_000, $"{result.Use}");
        Assert.AreEqual("", result.ErrorText);
    }

    [TestMethod]
    public void The_reference_is_there()
    {
        StringAssert.Contains(Encoding.ASCII.GetString(Reference.Run("--version").Output), "getscu");
    }

    [TestMethod]
    public void A_missing_program_fails_with_the_package_to_install()
    {
        AssertFailedException error = Assert.ThrowsExactly<AssertFailedException>(
            () => Tool.Find("no-such-program", "some-package"));
        Assert.AreEqual("'no-such-program' is not installed: apt-get install some-package", error.Message);
    }
}
