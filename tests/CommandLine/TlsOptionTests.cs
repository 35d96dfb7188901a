using GetScu.Net.Log;
using GetScu.Net.Transport;
using GetScu.Tests.Support;

using Parser = GetScu.CommandLine;

namespace GetScu.Tests.CommandLine;

/// <summary>The options of TLS: settings, what goes with what, and errors in the reference's words.</summary>
[TestClass]
public sealed class TlsOptionTests
{
    // 256 letters
    private const string LongName = Quarter + Quarter + Quarter + Quarter;
    private const string Quarter = "abcdefghijklmnopabcdefghijklmnopabcdefghijklmnopabcdefghijklmnop";

    private static readonly string[] OnlyWithTls =
    [
        "-pem", "-der", "+cf f", "+cd d", "+crl f", "+crv", "+cra", "+pg", "+pm", "+py", "+px", "+pz", "+pb", "+pa", "+pn", "+cs c", "--no-sni",
        "--request-sni n", "+rs f", "+ws", "+wf f", "-rc", "-ic", "--verify-host", "--verify-name n",
    ];

    [TestMethod]
    public void Values_reach_the_settings()
    {
        (string Line, Func<TlsSettings, object?> Setting, object? Expected)[] rows =
        [
            ("", tls => tls.IsEnabled, false),
            ("-tls", tls => tls.IsEnabled, false),
            ("+tla", tls => tls.IsEnabled, true),
            ("+tla", tls => tls.KeyFile, null),
            ("+tls k c", tls => (tls.IsEnabled, tls.KeyFile, tls.CertificateFile), (true, "k", "c")),
            ("+tls k c +tla", tls => (tls.IsEnabled, tls.KeyFile), (true, null as string)),
            ("+tls k c -tls", tls => (tls.IsEnabled, tls.KeyFile), (false, null as string)),
            ("+tla +tls -h +tla", tls => (tls.KeyFile, tls.CertificateFile), ("-h", "+tla")),
            ("+tls a b +tls k c", tls => (tls.KeyFile, tls.CertificateFile), ("k", "c")),
            ("+tls k c", tls => tls.Password, null),
            ("+tls k c +pw secret", tls => tls.Password, "secret"),
            ("+tls k c +pw secret -pw", tls => tls.Password, ""),
            ("+tls k c +pw secret +ps", tls => tls.Password, null),
            ("+tla", tls => tls.IsDer, false),
            ("+tla -der", tls => tls.IsDer, true),
            ("+tla -der -pem", tls => tls.IsDer, false),
            ("+tla +cf a +cf b", tls => string.Join(' ', tls.Authorities), "a b"),
            ("+tla +cd a +cd system", tls => string.Join(' ', tls.Directories), "a system"),
            ("+tla +crl a +crl b", tls => string.Join(' ', tls.Revocations), "a b"),
            ("+tla", tls => (tls.ChecksLeaf, tls.ChecksChain), (false, false)),
            ("+tla +crv", tls => (tls.ChecksLeaf, tls.ChecksChain), (true, false)),
            ("+tla +cra", tls => (tls.ChecksLeaf, tls.ChecksChain), (false, true)),
            ("+tla", tls => tls.Profile, TlsProfile.Rfc8996),
            ("+tla +pn +pg", tls => tls.Profile, TlsProfile.Rfc8996),
            ("+tla +pm", tls => tls.Profile, TlsProfile.Rfc8996Modified),
            ("+tla +py", tls => tls.Profile, TlsProfile.Bcp195NonDowngrading),
            ("+tla +px", tls => tls.Profile, TlsProfile.Bcp195),
            ("+tla +pz", tls => tls.Profile, TlsProfile.Bcp195Extended),
            ("+tla +pb", tls => tls.Profile, TlsProfile.Basic),
            ("+tla +pa", tls => tls.Profile, TlsProfile.Aes),
            ("+tla +pn", tls => tls.Profile, TlsProfile.Null),
            ("+tla +cs A +cs B", tls => string.Join(' ', tls.Ciphers), "A B"),
            ("+tla +px +cs A", tls => string.Join(' ', tls.Ciphers), "A"),
            ("+tla --ignore --verify-host", tls => tls.VerifiesHost, true),
            ("+tla +cs A +pz +pg", tls => string.Join(' ', tls.Ciphers), "A"),
            ("+tla", tls => tls.ServerName, null),
            ("+tla --request-sni n", tls => tls.ServerName, "n"),
            ($"+tla --request-sni {LongName[1..]}", tls => tls.ServerName?.Length, 255),
            ("+tla --request-sni n --no-sni", tls => tls.ServerName, null),
            ("+tla", tls => (tls.VerifiesPeer, tls.VerifiesHost), (true, false)),
            ("+tla -ic", tls => tls.VerifiesPeer, false),
            ("+tla -ic -rc", tls => tls.VerifiesPeer, true),
            ("+tla --verify-host", tls => (tls.VerifiesHost, tls.HostName), (true, null as string)),
            ("+tla --verify-host -ic -rc", tls => tls.VerifiesHost, true),
            ("+tla --verify-name n", tls => (tls.VerifiesHost, tls.HostName), (true, "n")),
            ("+tla +rs f +ws +wf f", tls => tls.IsEnabled, true),
        ];
        foreach ((string line, Func<TlsSettings, object?> setting, object? expected) in rows)
        {
            Assert.AreEqual(expected, setting(Parse($"{line} -k A peer 104".TrimStart()).Tls), line);
        }
    }

    [TestMethod]
    public void Alone_they_are_refused()
    {
        foreach (string option in OnlyWithTls)
        {
            string name = Parser.Scan([.. Words.Of(option), "peer", "104"]).Describe("").Split('\'')[3];
            Assert.AreEqual($"{name} only allowed with --enable-tls or --anonymous-tls", ErrorOf($"{option} -k A peer 104"));
            Assert.AreEqual($"{name} only allowed with --enable-tls or --anonymous-tls", ErrorOf($"+tla -tls {option} -k A peer 104"));
        }
    }

    [TestMethod]
    [DataRow("+tla +ps", "--std-passwd only allowed with --enable-tls")]
    [DataRow("+tla +pw p", "--use-passwd only allowed with --enable-tls")]
    [DataRow("-pw", "--null-passwd only allowed with --enable-tls")]
    [DataRow("+tls k c +tla +pw p", "--use-passwd only allowed with --enable-tls")]
    [DataRow("+tla +ws", "--write-seed only allowed with --seed")]
    [DataRow("+tla +wf f", "--write-seed-file only allowed with --seed")]
    [DataRow("+tla +pz +cs A", "--cipher not allowed with --profile-bcp195-ex")]
    [DataRow("+tla -ic --verify-host", "--verify-host not allowed with --ignore-peer-cert")]
    [DataRow("+tla --verify-name n -ic", "--verify-name not allowed with --ignore-peer-cert")]
    [DataRow("+tla --verify-name ''", "Invalid value for option --verify-name (no name)")]
    [DataRow("+tla --request-sni ''", "Invalid value for option --request-sni (no name)")]
    [DataRow($"+tla --request-sni {LongName}", "Invalid value for option --request-sni (longer than 255 bytes)")]
    [DataRow("+tla --request-sni a\0b", "Invalid value for option --request-sni (no name)")]
    [DataRow("+tla --key-file - -to 0", "Invalid value for option --timeout (underflow: 0)")]
    public void Errors(string options, string expected)
    {
        Assert.AreEqual(expected, ErrorOf($"{options} -k A peer 104"));
    }

    [TestMethod]
    [DataRow("+tls", "Missing value for option --enable-tls")]
    [DataRow("peer 104 +tls k", "Missing value for option --enable-tls")]
    public void Two_values_are_needed(string line, string expected)
    {
        Assert.AreEqual(expected, ErrorOf(line));
    }

    /// <summary>The reference beside it, as far as its release has them; there +pa is called --profile-basic.</summary>
    [TestMethod]
    public void Errors_are_the_references()
    {
        string storescu = Tool.Find("storescu", "dcmtk");
        List<string> rows = ["+ps", "+tla +pw p", "-pw", "+tla +pz +cs TLS_AES_128_GCM_SHA256", "+tla -tls +cf f"];
        rows.AddRange(Array.FindAll(OnlyWithTls, row => !row.StartsWith("--", StringComparison.Ordinal) && row is not ("+pg" or "+pm" or "+pb" or "+pa")));
        foreach (string row in rows)
        {
            ToolResult result = Tool.Run(storescu, ToolOptions.Default, [.. Words.Of(row), "peer", "104", "/etc/passwd"]).ExpectStatus(1);
            Assert.AreEqual(result.ErrorLines[^1], $"error: {ErrorOf($"{row} -k A peer 104")}", row);
        }
    }

    [TestMethod]
    public void Lists()
    {
        ToolResult profiles = NativeBinary.Run("--list-profiles").ExpectStatus(0);
        CollectionAssert.AreEqual(
            new[]
            {
                "Supported TLS profiles are:", "  BCP 195 RFC 8996 TLS Profile (default)", "  Modified BCP 195 RFC 8996 TLS Profile",
                "  Non-downgrading BCP 195 TLS Profile (retired)", "  BCP 195 TLS Profile (retired)",
                "  Extended BCP 195 TLS Profile (retired)", "  Basic TLS Secure Transport Connection Profile (retired)",
                "  AES TLS Secure Transport Connection Profile (retired)",
                "  Authenticated unencrypted communication (retired, was used in IHE ATNA)",
            },
            profiles.OutputLines);
        foreach (string binary in new[] { NativeBinary.Dynamic, NativeBinary.Tls })
        {
            ToolResult ciphers = Tool.Run(binary, ToolOptions.Default, "+cc").ExpectStatus(0);
            Assert.AreEqual("Supported TLS ciphersuites are:", ciphers.OutputLines[0]);
            Assert.Contains("  TLS_AES_128_GCM_SHA256", ciphers.OutputLines);
            Assert.Contains("  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", ciphers.OutputLines);
            Assert.DoesNotContain("_anon_", ciphers.OutputText);
        }
    }

    /// <summary>The binary that most use is smaller without, and says where there is more.</summary>
    [TestMethod]
    [DataRow("+tla -k A peer 104")]
    [DataRow("+tls k c -k A peer 104")]
    [DataRow("--list-ciphers")]
    public void A_binary_without_TLS_names_the_other(string line)
    {
        ToolResult result = NativeBinary.Run(Words.Of(line)).ExpectStatus(1);
        Assert.AreEqual(
            "error: TLS is not in this binary: publish.sh --tls builds one that has it, --dynamic one that uses the system's OpenSSL 3",
            result.ErrorLines[^1]);
        Assert.AreEqual("", result.OutputText);
    }

    private static string ErrorOf(string line) => Assert.ThrowsExactly<CommandLineException>(() => Parse(line)).Message;

    private static Options Parse(string line)
    {
        Parser parsed = Parser.Scan(Words.Of(line));
        return parsed.Parse(parsed.ReadLogOptions().LogLevel <= LogLevel.Info);
    }
}
