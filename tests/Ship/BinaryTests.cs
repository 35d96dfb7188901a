using System.Globalization;
using System.Text;

using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>What publish.sh has built: how large, what it needs, that each build retrieves.</summary>
[TestClass]
public sealed class BinaryTests
{
    private const long StaticLimit = 3_500_000;
    private const long DynamicLimit = 2_500_000;
    private const long TlsLimit = 8_000_000;

    private static string Dynamic => Built("linux-x64-dynamic");

    private static string Arm64 => Built("linux-arm64-static");

    private static string Arm64Tls => Built("linux-arm64-tls");

    [TestMethod]
    public void Sizes()
    {
        ExpectSize(NativeBinary.Path, StaticLimit);
        ExpectSize(Arm64, StaticLimit);
        ExpectSize(Dynamic, DynamicLimit);
        ExpectSize(NativeBinary.Tls, TlsLimit);
        ExpectSize(Arm64Tls, TlsLimit);
    }

    /// <summary>Position-independent and without a loader or a library to load.</summary>
    [TestMethod]
    public void Static_needs_nothing()
    {
        foreach (string path in new[] { NativeBinary.Path, Arm64, NativeBinary.Tls, Arm64Tls })
        {
            string elf = ReadElf(path);
            StringAssert.Contains(elf, "DYN (Position-Independent Executable file)", StringComparison.Ordinal, path);
            Assert.IsFalse(elf.Contains("(NEEDED)", StringComparison.Ordinal), elf);
            Assert.IsFalse(elf.Contains("INTERP", StringComparison.Ordinal), elf);
        }
    }

    [TestMethod]
    public void Dynamic_needs_the_c_library_alone()
    {
        List<string> needed = [];
        foreach (string line in ReadElf(Dynamic).Split('\n'))
        {
            if (line.Contains("(NEEDED)", StringComparison.Ordinal))
            {
                needed.Add(line[(line.IndexOf('[') + 1)..line.IndexOf(']')]);
            }
        }

        CollectionAssert.AreEquivalent(new[] { "libm.so.6", "libc.so.6", "ld-linux-x86-64.so.2" }, needed);
    }

    /// <summary>No symbols and no folder of the machine it was built on.</summary>
    [TestMethod]
    public void Nothing_of_the_build_is_left()
    {
        foreach (string path in new[] { NativeBinary.Path, Dynamic, Arm64, NativeBinary.Tls, Arm64Tls })
        {
            Assert.IsFalse(ReadElf(path).Contains(".symtab", StringComparison.Ordinal), path);
            ReadOnlySpan<byte> content = File.ReadAllBytes(path);
            Assert.IsTrue(content.IndexOf(Encoding.UTF8.GetBytes(Repository.Root + "/")) < 0, $"{path} has its folder's name");
            Assert.IsTrue(content.IndexOf(Encoding.Unicode.GetBytes(Repository.Root + "/")) < 0, $"{path} has its folder's name");
            Assert.IsTrue(content.IndexOf("obj/publish"u8) < 0, $"{path} has its folder's name");
        }
    }

    [TestMethod]
    public void Version_tells_the_build()
    {
        const string Linked = "with the OpenSSL in this binary";
        Expect(NativeBinary.Run("--version"), "linux-x64", "static", "not in this binary");
        Expect(Tool.Run(Dynamic, ToolOptions.Default, "--version"), "linux-x64", "dynamic", "with OpenSSL 3 of the system (libssl.so.3)");
        Expect(Tool.Run(Qemu(), ToolOptions.Default, Arm64, "--version"), "linux-arm64", "static", "not in this binary");
        Expect(Tool.Run(NativeBinary.Tls, ToolOptions.Default, "--version"), "linux-x64", "static", Linked);
        Expect(Tool.Run(Qemu(), ToolOptions.Default, Arm64Tls, "--version"), "linux-arm64", "static", Linked);

        static void Expect(ToolResult result, string rid, string kind, string tls)
        {
            Assert.AreEqual($"TLS: {tls}", result.OutputLines[^1], result.ToString());
            result.ExpectStatus(0);
            StringAssert.StartsWith(result.OutputText, "getscu ", StringComparison.Ordinal);
            StringAssert.Contains(result.OutputText, rid, StringComparison.Ordinal);
            StringAssert.Contains(result.OutputText, kind, StringComparison.Ordinal);
            Assert.AreEqual("", result.ErrorText, result.ToString());
        }
    }

    [TestMethod]
    [DataRow("-B")]
    [DataRow("+B")]
    public void Dynamic_retrieves(string mode)
    {
        ExpectRetrieval(Dynamic, [], mode);
    }

    [TestMethod]
    [DataRow("-B")]
    [DataRow("+B")]
    public void Arm64_retrieves(string mode)
    {
        ExpectRetrieval(Qemu(), [Arm64], mode);
    }

    /// <summary>Each processor and each kind of linking lays out a new process in its way.</summary>
    [TestMethod]
    public void Arguments_that_are_not_UTF8_are_read()
    {
        foreach (string program in new[] { NativeBinary.Path, Dynamic, $"{Qemu()} {Arm64}" })
        {
            ToolResult result = Tool.Run("/bin/sh", ToolOptions.Default, "-c", $"exec {program} -- peer 104 a$(printf '\\351')");
            result.ExpectStatus(1);
            Assert.AreEqual("error: Unknown option --", result.ErrorLines[^1], program);
            result = Tool.Run("/bin/sh", ToolOptions.Default, "-c", $"exec {program} peer 104 a$(printf '\\351')").ExpectStatus(1);
            byte[] end = [.. "error: cannot access file: a"u8, 0xE9, (byte)'\n'];
            CollectionAssert.AreEqual(end, result.Error[^end.Length..], result.ToString());
        }
    }

    private static void ExpectRetrieval(string program, string[] before, string mode)
    {
        foreach (ObjectGroup group in RealObjects.Groups)
        {
            if (group.TransferSyntax is not (Uids.ExplicitLittle or Uids.ExplicitBig or Uids.DeflatedLittle))
            {
                continue;
            }

            using Samples samples = new(group);
            using TempFolder output = new();
            using GetScp server = GetScp.Start(samples.Folder);
            string port = server.Port.ToString(CultureInfo.InvariantCulture);
            string[] arguments = [mode, group.Option, "-od", output.Path, "-k", "QueryRetrieveLevel=PATIENT", "localhost", port];
            ToolResult result = Tool.Run(program, ToolOptions.Default, [.. before, .. arguments]);
            result.ExpectStatus(0);
            samples.ExpectIn(output.Path, result);
        }
    }

    private static string Built(string folder)
    {
        string path = Repository.PathOf("publish", folder, "getscu");
        return File.Exists(path) ? path : throw new AssertFailedException($"no {path}: tests/run.sh builds it");
    }

    private static string Qemu()
    {
        return Tool.Find("qemu-aarch64-static", "qemu-user-static");
    }

    private static string ReadElf(string path)
    {
        Dictionary<string, string?> english = new() { ["LC_ALL"] = "C" };
        ToolOptions options = new() { Environment = english };
        return Tool.Run(Tool.Find("readelf", "binutils"), options, "-h", "-l", "-d", "-S", "-W", path).ExpectStatus(0).OutputText;
    }

    private static void ExpectSize(string path, long limit)
    {
        long size = new FileInfo(path).Length;
        Assert.IsTrue(size <= limit, $"{path}: {size} bytes, at most {limit}");
    }
}
