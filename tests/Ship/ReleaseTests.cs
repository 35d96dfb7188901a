using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>What publish.sh packs: complete, the same each time, and the archives work.</summary>
[TestClass]
public sealed class ReleaseTests
{
    private const UnixFileMode Plain = (UnixFileMode)0b110_100_100;
    private const UnixFileMode Program = (UnixFileMode)0b111_101_101;

    [TestMethod]
    public void Sums_hold_for_all_of_it()
    {
        ToolOptions options = new() { Folder = Release.Folder };
        ToolResult result = Tool.Run("/usr/bin/sha256sum", options, "--check", "--strict", "SHA256SUMS").ExpectStatus(0);
        CollectionAssert.AreEquivalent(Array.ConvertAll(Release.Names, name => $"{name}: OK"), result.OutputLines);
        string[] found = Array.ConvertAll(Directory.GetFiles(Release.Folder), path => Path.GetFileName(path));
        CollectionAssert.AreEquivalent((string[])[.. Release.Names, "SHA256SUMS", "getscu.1"], found);
    }

    /// <summary>Neither the folder nor what a user has set shows in a byte.</summary>
    [TestMethod]
    public void Same_bytes_each_time()
    {
        using TempFolder folder = new();
        Dictionary<string, string?> elsewhere = new() { ["TZ"] = "Asia/Kathmandu", ["LC_ALL"] = "C", ["PYTHONHASHSEED"] = "7" };
        string other = folder.File("an other");
        Release.Pack(other, new ToolOptions { Environment = elsewhere }, "umask 077");
        foreach (string name in (string[])[.. Release.Names, "SHA256SUMS"])
        {
            Assert.AreEqual(Sum(Release.PathOf(name)), Sum(Path.Combine(other, name)), name);
        }
    }

    [TestMethod]
    public void Date_and_maintainer_are_chosen()
    {
        using TempFolder folder = new();
        Dictionary<string, string?> chosen = new()
        {
            ["SOURCE_DATE_EPOCH"] = "951782400",
            ["DEBFULLNAME"] = "A. Builder",
            ["DEBEMAIL"] = "builder@hospital.example",
        };
        Release.Pack(folder.File("out"), new ToolOptions { Environment = chosen }, "umask 022");
        DateTimeOffset day = new(2000, 2, 29, 0, 0, 0, TimeSpan.Zero);
        Assert.IsTrue(Entries(Path.Combine(folder.File("out"), Release.Archive(Release.X64))).TrueForAll(entry => entry.ModificationTime == day));
        string package = Path.Combine(folder.File("out"), Release.Package("amd64"));
        ToolResult control = Tool.Run("/usr/bin/dpkg-deb", ToolOptions.Default, "--field", package, "Maintainer").ExpectStatus(0);
        Assert.AreEqual("A. Builder <builder@hospital.example>\n", control.OutputText);
        Tool.Run("/usr/bin/dpkg-deb", ToolOptions.Default, "--extract", package, folder.File("deb")).ExpectStatus(0);
        string[] changes = Tool.Run("/bin/zcat", ToolOptions.Default, folder.File("deb/usr/share/doc/getscu/changelog.gz")).OutputLines;
        Assert.AreEqual(" -- A. Builder <builder@hospital.example>  Tue, 29 Feb 2000 00:00:00 +0000", changes[^1]);
    }

    [TestMethod]
    [DataRow(Release.X64)]
    [DataRow(Release.Arm64)]
    public void Archive_is_unpacked_and_works(string rid)
    {
        string top = $"getscu-{Release.Version}-{rid}/";
        List<TarEntry> entries = Entries(Release.PathOf(Release.Archive(rid)));
        string day = Regex.Match(File.ReadAllText(Release.PathOf("getscu.1")), @"^\.TH GETSCU 1 (\S+) ", RegexOptions.Multiline).Groups[1].Value;
        DateTimeOffset date = DateTimeOffset.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        foreach (TarEntry entry in entries)
        {
            Assert.AreEqual((0, 0, "", ""), (entry.Uid, entry.Gid, ((PosixTarEntry)entry).UserName, ((PosixTarEntry)entry).GroupName));
            Assert.AreEqual(date, entry.ModificationTime, entry.Name);
            bool isProgram = entry.EntryType == TarEntryType.Directory || entry.Name == top + "getscu";
            Assert.AreEqual(isProgram ? Program : Plain, entry.Mode, entry.Name);
        }

        string[] names = ["", "COPYRIGHT", "README.md", "completions/", "completions/_getscu", "completions/getscu",
            "completions/getscu.fish", "getscu", "getscu.1"];
        CollectionAssert.AreEqual(Array.ConvertAll(names, name => top + name), entries.ConvertAll(entry => entry.Name));

        using TempFolder folder = new();
        Tool.Run("/bin/tar", new ToolOptions { Folder = folder.Path }, "-xf", Release.PathOf(Release.Archive(rid))).ExpectStatus(0);
        string unpacked = folder.File(top);
        Assert.AreEqual(Sum(Release.Executable(rid)), Sum(unpacked + "getscu"));
        Assert.AreEqual(File.ReadAllText(Repository.PathOf("README.md")), File.ReadAllText(unpacked + "README.md"));
        StringAssert.Contains(Release.Run(rid, unpacked + "getscu", "--version").ExpectStatus(0).OutputText, rid);
        foreach ((string kind, string name) in new[]
        {
            ("man", "getscu.1"), ("bash", "completions/getscu"), ("zsh", "completions/_getscu"), ("fish", "completions/getscu.fish"),
        })
        {
            Assert.AreEqual(Release.Run(rid, unpacked + "getscu", "--generate", kind).OutputText, File.ReadAllText(unpacked + name), name);
        }

        using Samples samples = Samples.Few();
        using GetScp server = GetScp.Start(samples.Folder);
        string output = folder.Folder("out");
        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        ToolResult result = Release.Run(
            rid, unpacked + "getscu", "-od", output, "-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientID", "127.0.0.1", port);
        samples.ExpectIn(output, result.ExpectStatus(0));
    }

    /// <summary>The licences' texts go with what they are for.</summary>
    [TestMethod]
    [DataRow(Release.X64)]
    [DataRow(Release.Arm64)]
    public void Copyright_names_what_is_linked_in(string rid)
    {
        using TempFolder folder = new();
        Tool.Run("/bin/tar", new ToolOptions { Folder = folder.Path }, "-xf", Release.PathOf(Release.Archive(rid))).ExpectStatus(0);
        string text = File.ReadAllText(folder.File($"getscu-{Release.Version}-{rid}/COPYRIGHT"));
        foreach (string words in new[]
        {
            $"  microsoft.netcore.app.runtime.nativeaot.{rid} ", "  glibc ", "  libgcc ", "  zlib-ng ", ", LGPL-2.1-or-later\n",
            "The MIT License (MIT)", "License notice for zlib-ng", "/usr/share/common-licenses/LGPL-2.1",
        })
        {
            StringAssert.Contains(text, words, StringComparison.Ordinal);
        }
    }

    /// <summary>A library that has changed since the build is not what is in the executable.</summary>
    [TestMethod]
    public void Nothing_is_packed_of_other_libraries()
    {
        using TempFolder folder = new();
        foreach (string rid in new[] { Release.X64, Release.Arm64 })
        {
            string target = folder.Folder($"{rid}-static");
            File.Copy(Release.Executable(rid), Path.Combine(target, "getscu"));
            string library = folder.Write($"{rid}.a", "changed"u8);
            File.WriteAllText(Path.Combine(target, "getscu.linked"), $"{new string('0', 64)}  {library}\n");
        }

        ToolResult result = Tool.Run(Repository.PathOf("publish.sh"), ToolOptions.Default, "--pack", "--output", folder.Path).ExpectStatus(1);
        Assert.AreEqual("publish.sh: packing failed", result.ErrorLines[^1]);
        result.ExpectErrorLine($"{folder.File(Release.X64)}.a: FAILED");
        result.ExpectErrorLine($"{folder.File(Release.X64)}-static: what was linked in has changed since, build it again");
        Assert.IsFalse(File.Exists(folder.File("SHA256SUMS")));
    }

    /// <summary>What --all has left there may be of an earlier version, or has been put into the wrong folder.</summary>
    [TestMethod]
    [DataRow(false, "no executable for linux-arm64, build it again")]
    [DataRow(true, "not of version VERSION, build it again")]
    public void Nothing_is_packed_of_another_build(bool isOld, string expected)
    {
        using TempFolder folder = new();
        byte[] program = File.ReadAllBytes(NativeBinary.Path);
        Fill(folder, Release.X64, program);
        if (isOld)
        {
            // elf(5): e_machine is EM_AARCH64.
            (program[18], program[19]) = (0xB7, 0);
            byte[] version = Encoding.Unicode.GetBytes($"getscu {Release.Version}");
            for (int at; (at = program.AsSpan().IndexOf(version)) >= 0;)
            {
                program[at + version.Length - 2] ^= 1;
            }
        }

        Fill(folder, Release.Arm64, program);
        ToolResult result = Tool.Run(Repository.PathOf("publish.sh"), ToolOptions.Default, "--pack", "--output", folder.Path).ExpectStatus(1);
        result.ExpectErrorLine($"{folder.File(Release.Arm64)}-static/getscu: {expected.Replace("VERSION", Release.Version)}");
        Assert.IsFalse(File.Exists(folder.File("SHA256SUMS")));
    }

    [TestMethod]
    [DataRow("abc")]
    [DataRow("-1")]
    [DataRow("1e9")]
    [DataRow("8589934592")]
    public void A_date_that_no_archive_can_hold(string epoch)
    {
        using TempFolder folder = new();
        Fill(folder, Release.X64, File.ReadAllBytes(NativeBinary.Path));
        Fill(folder, Release.Arm64, []);
        ToolOptions options = new() { Environment = new Dictionary<string, string?> { ["SOURCE_DATE_EPOCH"] = epoch } };
        ToolResult result = Tool.Run(Repository.PathOf("publish.sh"), options, "--pack", "--output", folder.Path).ExpectStatus(1);
        result.ExpectErrorLine($"SOURCE_DATE_EPOCH is no number of seconds that archives can hold: {epoch}");
    }

    private static void Fill(TempFolder folder, string rid, byte[] program)
    {
        string target = folder.Folder($"{rid}-static");
        string file = Path.Combine(target, "getscu");
        File.WriteAllBytes(file, program);
        Tool.Run("/bin/chmod", ToolOptions.Default, "755", file).ExpectStatus(0);
        File.Copy(Path.Combine(Path.GetDirectoryName(NativeBinary.Path)!, "getscu.linked"), Path.Combine(target, "getscu.linked"));
    }

    private static List<TarEntry> Entries(string archive)
    {
        List<TarEntry> entries = [];
        using GZipStream stream = new(File.OpenRead(archive), CompressionMode.Decompress);
        using TarReader reader = new(stream);
        while (reader.GetNextEntry() is TarEntry entry)
        {
            entries.Add(entry);
        }

        return entries;
    }

    private static string Sum(string path)
    {
        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
    }
}
