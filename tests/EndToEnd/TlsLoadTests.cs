using System.Globalization;

using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>What OpenSSL costs: nothing without TLS; with it the system's library, or a plain word that it is not there.</summary>
[TestClass]
public sealed class TlsLoadTests
{
    [TestMethod]
    public void Nothing_is_loaded_without_TLS()
    {
        using TempFolder folder = new();
        using GetScp server = GetScp.Start(folder.Folder("in"));
        string trace = folder.File("trace");
        foreach ((string option, bool isLoaded) in new[] { ("-tls", false), ("--list-profiles", false), ("--version", false), ("--list-ciphers", true) })
        {
            ToolResult result = Tool.Run(
                Tool.Find("strace", "strace"), ToolOptions.Default, "-f", "-qq", "-o", trace, "-e", "trace=open,openat", NativeBinary.Dynamic,
                option, "-od", folder.Folder("out"), "-k", "QueryRetrieveLevel=PATIENT", "localhost", server.Port.ToString(CultureInfo.InvariantCulture));
            result.ExpectStatus(0);
            string opened = File.ReadAllText(trace);
            Assert.Contains("libc.so.6", opened);
            Assert.AreEqual(isLoaded, opened.Contains("libssl", StringComparison.Ordinal), option);
            Assert.AreEqual(isLoaded, opened.Contains("libcrypto", StringComparison.Ordinal), option);
        }
    }

    /// <summary>A loader that is told to look nowhere but in an empty folder does not find it either.</summary>
    [TestMethod]
    public void A_missing_library_is_named()
    {
        using TempFolder folder = new();
        string trace = folder.File("trace");
        ToolResult result = Tool.Run(
            Tool.Find("strace", "strace"), ToolOptions.Default, "-f", "-qq", "-o", trace, "-e", "trace=openat", "-e", "inject=openat:error=ENOENT",
            "-P", "/lib/x86_64-linux-gnu/libssl.so.3", "-P", "/usr/lib/x86_64-linux-gnu/libssl.so.3", NativeBinary.Dynamic,
            "+tla", "-od", folder.Path, "-k", "QueryRetrieveLevel=PATIENT", "localhost", "1").ExpectStatus(60);
        result.ExpectErrorLine("F: TLS needs OpenSSL 3, libssl.so.3, which cannot be loaded (Debian, Ubuntu: package libssl3)");
        Assert.Contains("INJECTED", File.ReadAllText(trace));
    }
}
