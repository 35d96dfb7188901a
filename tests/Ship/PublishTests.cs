using System.Security.Cryptography;

using GetScu.Net.Transport;
using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>publish.sh: its options, what it says when tools are missing, and the same bytes in every folder.</summary>
[TestClass]
public sealed class PublishTests
{
    private static readonly string Script = Repository.PathOf("publish.sh");

    /// <summary>A cold build on a loaded machine.</summary>
    private static readonly TimeSpan BuildDeadline = TimeSpan.FromMinutes(5);

    [TestMethod]
    [DataRow("--help")]
    [DataRow("-h")]
    [DataRow("--dynamic --help")]
    public void Help(string arguments)
    {
        ToolResult result = Tool.Run(Script, ToolOptions.Default, arguments.Split(' ')).ExpectStatus(0);
        foreach (string option in new[] { "--static", "--dynamic", "--tls", "--rid", "--output", "--all", "--pack" })
        {
            StringAssert.Contains(result.OutputText, option, StringComparison.Ordinal);
        }

        Assert.AreEqual("", result.ErrorText);
    }

    [TestMethod]
    [DataRow("--fast", "unknown option --fast")]
    [DataRow("publish", "unknown option publish")]
    [DataRow("--rid", "missing value for --rid")]
    [DataRow("--output", "missing value for --output")]
    [DataRow("--rid linux-musl-x64", "unknown runtime identifier linux-musl-x64")]
    [DataRow("--rid win-x64 --dynamic", "unknown runtime identifier win-x64")]
    [DataRow("--static --dynamic", "exclude each other")]
    [DataRow("--tls --static", "exclude each other")]
    [DataRow("--all --tls", "--all")]
    [DataRow("--all --dynamic", "--all")]
    [DataRow("--all --rid linux-x64", "--all")]
    [DataRow("--pack --static", "--pack")]
    [DataRow("--rid linux-x64 --pack", "--pack")]
    [DataRow("--pack --output /nonexistent", "nothing to pack in /nonexistent: --all builds it")]
    public void Bad_options(string arguments, string message)
    {
        ToolResult result = Tool.Run(Script, ToolOptions.Default, arguments.Split(' ')).ExpectStatus(1);
        StringAssert.StartsWith(result.ErrorText, "publish.sh: ", StringComparison.Ordinal);
        StringAssert.Contains(result.ErrorText, message, StringComparison.Ordinal);
        Assert.AreEqual("", result.OutputText);
    }

    /// <summary>Who may not install is told the command, and nothing is built.</summary>
    [TestMethod]
    [DataRow("--static", "linux-x64", "sudo apt-get install -y --no-install-recommends clang gcc libc6-dev lld")]
    [DataRow("--static", "linux-arm64", "sudo apt-get install -y --no-install-recommends clang gcc-aarch64-linux-gnu libc6-dev-arm64-cross lld")]
    [DataRow("--tls", "linux-x64", "sudo apt-get install -y --no-install-recommends clang gcc libc6-dev libssl-dev lld")]
    public void Missing_tools(string kind, string rid, string command)
    {
        using TempFolder folder = new();
        ToolOptions options = new() { Environment = new Dictionary<string, string?> { ["PATH"] = PathWithoutClang(folder) } };
        ToolResult result = Tool.Run(Script, options, kind, "--rid", rid, "--output", folder.File("out")).ExpectStatus(1);
        Assert.AreEqual($"  {command}", result.ErrorLines[^1]);
        Assert.IsFalse(Directory.Exists(folder.File("out")));
    }

    /// <summary>Whoever has to trust it can read it.</summary>
    [TestMethod]
    public void Script_is_short()
    {
        Assert.IsLessThanOrEqualTo(350, File.ReadAllLines(Script).Length);
    }

    /// <summary>The executable that all tests run was built in the folder of the sources; here is another folder.</summary>
    [TestMethod]
    public void Same_bytes_in_every_folder()
    {
        using TempFolder folder = new();
        string sources = CopySources(folder.Folder("other folder"));
        byte[] built = Build(sources, "built here");
        Assert.AreEqual(
            Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(NativeBinary.Path))), Convert.ToHexString(SHA256.HashData(built)),
            "publish/getscu is older than the sources, or differs for its folder");
    }

    /// <summary>Builds the static executable and checks what the script says about it.</summary>
    private static byte[] Build(string sources, string output)
    {
        ToolOptions options = new() { Folder = sources, Deadline = BuildDeadline };
        ToolResult result = Tool.Run(Path.Combine(sources, "publish.sh"), options, "--output", output).ExpectStatus(0);

        string folder = Path.Combine(sources, output);
        string file = Path.Combine(folder, "getscu");
        byte[] content = File.ReadAllBytes(file);
        string[] said = result.OutputLines;
        Assert.AreEqual(file, said[^3], result.ToString());
        StringAssert.Contains(said[^2], $" static, {content.Length} bytes", StringComparison.Ordinal);
        Assert.AreEqual($"  SHA-256 {Convert.ToHexStringLower(SHA256.HashData(content))}", said[^1]);
        string[] beside = Array.ConvertAll(
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories), path => Path.GetRelativePath(folder, path));
        CollectionAssert.AreEquivalent(
            new[] { "getscu", "getscu.linked", "getscu.1", "completions/getscu", "completions/_getscu", "completions/getscu.fish" }, beside);
        Assert.IsTrue(Array.TrueForAll(beside, name => new FileInfo(Path.Combine(folder, name)).Length > 1000));
        ToolResult linked = Tool.Run("/usr/bin/sha256sum", ToolOptions.Default, "--check", "--strict", file + ".linked").ExpectStatus(0);
        Assert.AreEqual(1, linked.OutputLines.Count(line => line.EndsWith("/libc.a: OK", StringComparison.Ordinal)), linked.OutputText);
        Assert.IsFalse(linked.OutputText.Contains(sources, StringComparison.Ordinal), linked.OutputText);
        return content;
    }

    private static string CopySources(string target)
    {
        foreach (string name in new[] { "getscu.csproj", "publish.sh", ".editorconfig", "Program.cs", "Dicom", "Net", "Storage" })
        {
            Tool.Run("/bin/cp", ToolOptions.Default, "-r", Repository.PathOf(name), target).ExpectStatus(0);
        }

        return target;
    }

    /// <summary>A folder that has what the script uses except compiler and linker, and a user who is not root.</summary>
    private static string PathWithoutClang(TempFolder folder)
    {
        string tools = folder.Folder("bin");
        foreach (string name in new[] { "bash", "cat", "cut", "dirname", "getent", "mkdir", "paste", "sed", "sort", "tr", "uname" })
        {
            File.CreateSymbolicLink(Path.Combine(tools, name), Tool.Find(name, "coreutils"));
        }

        File.CreateSymbolicLink(Path.Combine(tools, "dotnet"), Tool.Find("dotnet", "dotnet-sdk-10.0"));
        foreach ((string name, string text) in new[] { ("id", "echo 1000"), ("apt-get", "exit 9") })
        {
            string script = Path.Combine(tools, name);
            File.WriteAllText(script, $"#!/bin/sh\n{text}\n");
            Tool.Run("/bin/chmod", ToolOptions.Default, "500", script).ExpectStatus(0);
        }

        return tools;
    }
}
