using System.Globalization;

using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>The Debian packages, installed and removed by dpkg in a root of their own.</summary>
[TestClass]
public sealed class ReleasePackageTests
{
    private static readonly string[] Own =
    [
        DebianRoot.Program, "usr/share/bash-completion/completions/getscu", "usr/share/doc/getscu/changelog.gz",
        "usr/share/doc/getscu/copyright", "usr/share/fish/vendor_completions.d/getscu.fish", "usr/share/lintian/overrides/getscu",
        DebianRoot.Page, "usr/share/zsh/vendor-completions/_getscu",
    ];

    private static readonly string[] BothDiverted =
    [
        "diversion of /usr/bin/getscu to /usr/bin/getscu.dcmtk by getscu",
        "diversion of /usr/share/man/man1/getscu.1.gz to /usr/share/man/man1/getscu.dcmtk.1.gz by getscu",
    ];

    private static string Package => Release.PathOf(Release.Package("amd64"));

    [TestMethod]
    public void Lintian_finds_no_fault()
    {
        ToolResult result = Tool.Run(
            Tool.Find("lintian", "lintian"), new ToolOptions { Deadline = Release.Patience }, "--allow-root", "--fail-on", "error,warning", "--no-cfg",
            Package, Release.PathOf(Release.Package("arm64")));
        result.ExpectStatus(0);
        Assert.DoesNotContain("E: ", result.OutputText);
    }

    [TestMethod]
    [DataRow("amd64", Release.X64)]
    [DataRow("arm64", Release.Arm64)]
    public void Installed_and_removed(string architecture, string rid)
    {
        using DebianRoot root = new();
        root.Dpkg("--install", Release.PathOf(Release.Package(architecture))).ExpectStatus(0);
        CollectionAssert.AreEqual(Own, root.Files);
        Assert.AreEqual("", root.Dpkg("--verify", "getscu").ExpectStatus(0).OutputText);
        CollectionAssert.AreEqual(File.ReadAllBytes(Release.Executable(rid)), File.ReadAllBytes(root.Outside(DebianRoot.Program)));
        StringAssert.Contains(Release.Run(rid, root.Outside(DebianRoot.Program), "--version").ExpectStatus(0).OutputText, rid);
        ToolResult page = Tool.Run("/bin/zcat", ToolOptions.Default, root.Outside(DebianRoot.Page)).ExpectStatus(0);
        Assert.AreEqual(Release.Run(rid, Release.Executable(rid), "--generate", "man").OutputText, page.OutputText);
        foreach ((string kind, string file) in new[] { ("bash", Own[1]), ("fish", Own[4]), ("zsh", Own[7]) })
        {
            Assert.AreEqual(Release.Run(rid, Release.Executable(rid), "--generate", kind).OutputText, root.Text(file), file);
        }

        root.Dpkg("--remove", "getscu").ExpectStatus(0);
        Assert.IsEmpty(root.Files);
        Assert.IsEmpty(root.Diversions);
        root.Dpkg("--purge", "getscu").ExpectStatus(0);
    }

    /// <summary>It needs no other package, not even one with a C library.</summary>
    [TestMethod]
    public void Installed_program_retrieves()
    {
        using DebianRoot root = new();
        root.Dpkg("--install", Package).ExpectStatus(0);
        using Samples samples = Samples.Few();
        using GetScp server = GetScp.Start(samples.Folder);
        string output = Directory.CreateDirectory(root.Outside("out")).FullName;
        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        ToolResult result = root.Chroot(
            "/usr/bin/getscu", "-od", "/out", "-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientID", "127.0.0.1", port);
        samples.ExpectIn(output, result.ExpectStatus(0));
    }

    /// <summary>What a system does over years, dcmtk being there first.</summary>
    [TestMethod]
    public void Dcmtk_steps_aside_and_comes_back()
    {
        using DebianRoot root = new();
        root.Dpkg("--install", root.Dcmtk("3.6.7")).ExpectStatus(0);
        root.Dpkg("--install", Package).ExpectStatus(0);
        ExpectAside(root, "3.6.7");

        root.Dpkg("--install", root.Changed(Package, "9.1")).ExpectStatus(0);
        ExpectAside(root, "3.6.7");
        root.Dpkg("--install", root.Dcmtk("3.6.8")).ExpectStatus(0);
        ExpectAside(root, "3.6.8");
        root.Dpkg("--install", Package).ExpectStatus(0);
        ExpectAside(root, "3.6.8");

        root.Dpkg("--remove", "getscu").ExpectStatus(0);
        ExpectAlone(root, "3.6.8");
        root.Dpkg("--purge", "getscu").ExpectStatus(0);
        root.Dpkg("--install", Package).ExpectStatus(0);
        ExpectAside(root, "3.6.8");
        root.Dpkg("--purge", "getscu").ExpectStatus(0);
        ExpectAlone(root, "3.6.8");
    }

    [TestMethod]
    public void Dcmtk_comes_later_and_goes_later()
    {
        using DebianRoot root = new();
        root.Dpkg("--install", Package).ExpectStatus(0);
        root.Dpkg("--install", root.Dcmtk("3.6.7")).ExpectStatus(0);
        ExpectAside(root, "3.6.7");
        root.Dpkg("--remove", "getscu").ExpectStatus(0);
        ExpectAlone(root, "3.6.7");
        root.Dpkg("--remove", "dcmtk").ExpectStatus(0);
        Assert.IsEmpty(root.Files);
    }

    [TestMethod]
    public void Dcmtk_goes_earlier()
    {
        using DebianRoot root = new();
        root.Dpkg("--install", root.Dcmtk("3.6.7"), Package).ExpectStatus(0);
        ExpectAside(root, "3.6.7");
        root.Dpkg("--remove", "dcmtk").ExpectStatus(0);
        CollectionAssert.AreEqual(Own, root.Files);
        CollectionAssert.AreEquivalent(BothDiverted, root.Diversions);
        root.Dpkg("--remove", "getscu").ExpectStatus(0);
        Assert.IsEmpty(root.Files);
        Assert.IsEmpty(root.Diversions);
    }

    /// <summary>Another package has a file of its: dpkg takes all back.</summary>
    [TestMethod]
    public void Installation_that_fails()
    {
        using DebianRoot root = new();
        root.Dpkg("--install", root.Dcmtk("3.6.7"), root.Build("rival", "1", (Own[4], "mine"))).ExpectStatus(0);
        ToolResult result = root.Dpkg("--install", Package).ExpectStatus(1);
        StringAssert.Contains(result.ErrorText, "trying to overwrite '/usr/share/fish", StringComparison.Ordinal);
        root.Dpkg("--remove", "rival").ExpectStatus(0);
        ExpectAlone(root, "3.6.7");
    }

    /// <summary>The new version's script fails: the old version stays, and dcmtk's program aside.</summary>
    [TestMethod]
    public void Upgrade_that_fails()
    {
        using DebianRoot root = new();
        root.Dpkg("--install", root.Dcmtk("3.6.7"), Package).ExpectStatus(0);
        root.Dpkg("--install", root.Changed(Package, "9.2", "preinst", "exit 3")).ExpectStatus(1);
        ExpectAside(root, "3.6.7");
        root.Dpkg("--remove", "getscu").ExpectStatus(0);
        ExpectAlone(root, "3.6.7");
    }

    /// <summary>Sources of what is linked in, as dpkg knows the packages that have them.</summary>
    [TestMethod]
    [DataRow("amd64", "libc6-dev")]
    [DataRow("arm64", "libc6-dev-arm64-cross")]
    public void Fields(string architecture, string library)
    {
        string package = Release.PathOf(Release.Package(architecture));
        Assert.AreEqual(Release.Version, Field("Version"));
        Assert.AreEqual(architecture, Field("Architecture"));
        Assert.AreEqual("", Field("Depends"));
        string source = Tool.Run(
            "/usr/bin/dpkg-query", ToolOptions.Default, "-W", "-f", "${source:Package} (= ${source:Version})", library).OutputText;
        string[] sources = Field("Built-Using").Split(", ");
        Assert.HasCount(2, sources);
        CollectionAssert.Contains(sources, source);
        Assert.IsTrue(Array.Exists(sources, other => other.StartsWith("gcc-", StringComparison.Ordinal)), string.Join(", ", sources));

        string Field(string name)
        {
            return Tool.Run("/usr/bin/dpkg-deb", ToolOptions.Default, "--field", package, name).ExpectStatus(0).OutputText.TrimEnd('\n');
        }
    }

    private static void ExpectAside(DebianRoot root, string version)
    {
        CollectionAssert.AreEquivalent((string[])[.. Own, DebianRoot.DivertedProgram, DebianRoot.DivertedPage], root.Files);
        CollectionAssert.AreEqual(File.ReadAllBytes(Release.Executable(Release.X64)), File.ReadAllBytes(root.Outside(DebianRoot.Program)));
        Assert.AreEqual($"#!/bin/sh\n# {version}\n", root.Text(DebianRoot.DivertedProgram));
        Assert.AreEqual(version, root.Text(DebianRoot.DivertedPage));
        CollectionAssert.AreEquivalent(BothDiverted, root.Diversions);
    }

    private static void ExpectAlone(DebianRoot root, string version)
    {
        CollectionAssert.AreEqual(new[] { DebianRoot.Program, DebianRoot.Page }, root.Files);
        Assert.AreEqual($"#!/bin/sh\n# {version}\n", root.Text(DebianRoot.Program));
        Assert.AreEqual(version, root.Text(DebianRoot.Page));
        Assert.IsEmpty(root.Diversions);
    }
}
