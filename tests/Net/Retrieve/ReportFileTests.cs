using System.Text;

using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net;

[TestClass]
public sealed class ReportFileTests
{
    [TestMethod]
    public void Lines_are_in_the_file_as_soon_as_they_are_written()
    {
        using TempFolder folder = new();
        string path = folder.Write("report", "an older one, longer than what follows"u8);
        using ReportFile file = new(path);
        Assert.AreEqual("", File.ReadAllText(path));
        Assert.IsNull(file.Write("{}\n"u8));
        Assert.AreEqual("{}\n", File.ReadAllText(path));
        Assert.IsNull(file.Write("[]\n"u8));
        Assert.AreEqual("{}\n[]\n", File.ReadAllText(path));
    }

    [TestMethod]
    public void A_name_may_be_any_bytes()
    {
        using TempFolder folder = new();
        using (ReportFile file = new(Path.Combine(folder.Path, "r\udce9port")))
        {
            Assert.IsNull(file.Write("{}\n"u8));
        }

        string listed = Tool.Run("ls", new ToolOptions(), ["-b", folder.Path]).OutputText.Trim();
        Assert.AreEqual("r\\351port", listed);
    }

    [TestMethod]
    [DataRow("missing/report", "No such file or directory")]
    [DataRow(".", "Is a directory")]
    [DataRow("a\0b", "a file name has no NUL")]
    public void What_cannot_be_opened_says_why(string name, string reason)
    {
        using TempFolder folder = new();
        IOException error = Assert.ThrowsExactly<IOException>(() => new ReportFile(Path.Combine(folder.Path, name)));
        Assert.AreEqual(reason, error.Message);
    }

    [TestMethod]
    public void What_cannot_be_written_says_why()
    {
        using ReportFile file = new("/dev/full");
        Assert.AreEqual("No space left on device", file.Write("{}\n"u8));
    }

    [TestMethod]
    public void Standard_output_stays_open()
    {
        new ReportFile("-").Dispose();
        using ReportFile file = new("-");
        Assert.IsNull(file.Write(Encoding.ASCII.GetBytes("")));
    }
}
