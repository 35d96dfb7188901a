using GetScu.Net.Association;
using GetScu.Net.Log;
using GetScu.Net.Retrieve;
using GetScu.Storage;

using Parser = GetScu.CommandLine;

namespace GetScu.Tests.CommandLine;

/// <summary>Command lines and the settings they become.</summary>
[TestClass]
public sealed class OptionTests
{
    private const string Implicit = "1.2.840.10008.1.2";
    private const string Little = "1.2.840.10008.1.2.1";
    private const string Big = "1.2.840.10008.1.2.2";
    private const string Deflated = "1.2.840.10008.1.2.1.99";

    /// <summary>Every option of the manual page: short name, long name, a value where it takes one.</summary>
    private static readonly string[] Manual =
    [
        "-h --help", "- --version", "- --arguments", "-q --quiet", "-v --verbose", "-d --debug",
        "-ll --log-level info", "-lc --log-config /dev/null", "+v --verbose-pc",
        "-k --key 0008,0052=X", "-P --patient", "-S --study", "-O --psonly", "-aet --aetitle A", "-aec --call A",
        "+x= --prefer-uncompr", "+xe --prefer-little", "+xb --prefer-big", "+xs --prefer-lossless", "+xy --prefer-jpeg8",
        "+xx --prefer-jpeg12", "+xv --prefer-j2k-lossless", "+xw --prefer-j2k-lossy", "+xt --prefer-jls-lossless",
        "+xu --prefer-jls-lossy", "+xm --prefer-mpeg2", "+xh --prefer-mpeg2-high", "+xn --prefer-mpeg4",
        "+xl --prefer-mpeg4-bd", "+x2 --prefer-mpeg4-2-2d", "+x3 --prefer-mpeg4-2-3d", "+xo --prefer-mpeg4-2-st",
        "+x4 --prefer-hevc", "+x5 --prefer-hevc10", "+xr --prefer-rle", "+xd --prefer-deflated", "+xi --implicit",
        "-x= --propose-uncompr", "-xe --propose-little", "-xb --propose-big", "-xd --propose-deflated",
        "-xi --propose-implicit", "-to --timeout 7", "-ta --acse-timeout 7", "-td --dimse-timeout 7",
        "-pdu --max-pdu 5000", "- --repeat 7", "- --abort", "-od --output-directory /", "-B --normal",
        "+B --bit-preserving", "- --ignore",
        // Of the reference's later versions.
        "-tls --disable-tls", "+tls --enable-tls key cert", "+tla --anonymous-tls", "+ps --std-passwd", "+pw --use-passwd ***",
        "-pw --null-passwd", "-pem --pem-keys", "-der --der-keys", "+cf --add-cert-file f", "+cd --add-cert-dir d", "+crl --add-crl-file f",
        "+crv --enable-crl-vfy", "+cra --enable-crl-all", "+ph --list-profiles", "+pg --profile-8996", "+pm --profile-8996-mod",
        "+py --profile-bcp195-nd", "+px --profile-bcp195", "+pz --profile-bcp195-ex", "+pb --profile-basic", "+pa --profile-aes",
        "+pn --profile-null", "+cc --list-ciphers", "+cs --cipher c", "- --no-sni", "- --request-sni name", "+rs --seed f",
        "+ws --write-seed", "+wf --write-seed-file f", "-rc --require-peer-cert", "-ic --ignore-peer-cert",
        // This program's own.
        "- --dcmtk-exit-status", "- --sync", "- --cancel-grace 7", "+xa --accept-all", "- --no-find", "- --max-associations 7",
        "- --add-class 1.2.3", "+sk --skip-existing", "- --associations 7", "- --async 7", "- --key-file -", "- --retry 7", "- --retry-wait 7", "+crf --create-report-file /dev/null",
        "- --progress", "- --no-progress", "- --generate man", "- --verify-host", "- --verify-name n",
        "-usr --user A", "-pwd --password A", "- --password-file -", "-epw --empty-password", "-kt --kerberos -", "- --saml -", "- --jwt -",
        "- --jwt-file -", "-rsp --pos-response",
    ];

    [TestMethod]
    public void Both_spellings_of_every_option_mean_the_same()
    {
        foreach (string row in Manual)
        {
            string[] words = Words.Of(row);
            string[] value = words[2..];
            Parser line = Parser.Scan([words[1], .. value, "peer", "104"]);
            string described = line.Describe("getscu");
            Assert.AreEqual($"calling 'getscu' with {words.Length + 1} arguments: " +
                string.Concat(Array.ConvertAll(words[1..], word => $"'{(words[1] == "--password" && word == "A" ? "***" : word)}' "))
                + "'peer' '104' ", described);
            if (words[0] != "-")
            {
                Assert.AreEqual(described, Parser.Scan([words[0], .. value, "peer", "104"]).Describe("getscu"));
            }
        }
    }

    [TestMethod]
    public void The_help_shows_every_option_and_no_other()
    {
        List<string> shown = [];
        foreach (string row in Parser.Help().Split('\n'))
        {
            Assert.IsLessThanOrEqualTo(80, row.Length, row);
            if (row.Length > 10 && row.AsSpan(10).StartsWith("--"))
            {
                string[] names = row[..Math.Min(33, row.Length)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                shown.Add(string.Join(' ', names.Length == 1 ? ["-", .. names] : names));
            }
        }

        string[] known = Array.ConvertAll(Manual, row => string.Join(' ', Words.Of(row)[..2]));
        CollectionAssert.AreEquivalent(known, shown);
    }

    [TestMethod]
    public void Defaults()
    {
        Options options = Parse("-k 0008,0052=PATIENT peer 104");
        RetrieveSettings network = options.Network;
        Assert.AreEqual("peer", network.Host);
        Assert.AreEqual(104, network.Port);
        Assert.AreEqual("GETSCU", network.CallingAet);
        Assert.AreEqual("ANY-SCP", network.CalledAet);
        Assert.AreEqual(QueryModel.PatientRoot, network.Model);
        Assert.AreEqual($"{Little} {Big} {Implicit}", string.Join(' ', network.StorageTransferSyntaxes));
        Assert.AreEqual($"{Little} {Big} {Implicit}", string.Join(' ', network.QueryTransferSyntaxes));
        Assert.IsNull(network.ConnectTimeout);
        Assert.AreEqual(30, network.AcseTimeout);
        Assert.IsNull(network.DimseTimeout);
        Assert.AreEqual(16384U, network.MaxPdu);
        Assert.AreEqual(1, network.Repeat);
        Assert.AreEqual(5, network.CancelGrace);
        Assert.IsFalse(network.Abort);
        Assert.IsFalse(network.VerbosePc);
        Assert.AreEqual(".", options.OutputDirectory);
        Assert.AreEqual(StorageMode.Normal, options.StorageMode);
        Assert.IsFalse(options.Sync);
        Assert.IsFalse(options.DcmtkExitStatus);
        CollectionAssert.AreEqual(new[] { "0008,0052=PATIENT" }, options.Keys);
        Assert.IsEmpty(options.QueryFiles);
    }

    [TestMethod]
    public void Values_reach_the_settings()
    {
        (string Line, Func<Options, object?> Setting, object? Expected)[] rows =
        [
            ("-S", o => o.Network.Model, QueryModel.StudyRoot),
            ("-O", o => o.Network.Model, QueryModel.PatientStudyOnly),
            ("-O -P", o => o.Network.Model, QueryModel.PatientRoot),
            ("-P -O -S", o => o.Network.Model, QueryModel.StudyRoot),
            ("-aet ME", o => o.Network.CallingAet, "ME"),
            ("-aet ME -aet YOU", o => o.Network.CallingAet, "YOU"),
            ("-aet 1234567890123456", o => o.Network.CallingAet, "1234567890123456"),
            ("-aet ~A~B", o => o.Network.CallingAet, " A B"),
            ("-aet --call", o => o.Network.CallingAet, "--call"),
            ("-aec -h", o => o.Network.CalledAet, "-h"),
            ("-to 3", o => o.Network.ConnectTimeout, 3),
            ("-to 5 -to 3", o => o.Network.ConnectTimeout, 3),
            ("-to abc -to 3", o => o.Network.ConnectTimeout, 3),
            ("-to +3", o => o.Network.ConnectTimeout, 3),
            ("-to 003", o => o.Network.ConnectTimeout, 3),
            ("-to ~3~", o => o.Network.ConnectTimeout, 3),
            ("-to 2147483647", o => o.Network.ConnectTimeout, int.MaxValue),
            ("-to 99999999999999999999", o => o.Network.ConnectTimeout, int.MaxValue),
            ("-ta 1", o => o.Network.AcseTimeout, 1),
            ("-ta 2147483647", o => o.Network.AcseTimeout, int.MaxValue),
            ("-td 2147483647", o => o.Network.DimseTimeout, int.MaxValue),
            ("-td 86400", o => o.Network.DimseTimeout, 86400),
            ("-pdu 4096", o => o.Network.MaxPdu, 4096U),
            ("-pdu 131072", o => o.Network.MaxPdu, 131072U),
            ("--repeat 1000", o => o.Network.Repeat, 1000),
            ("--repeat 4294967295", o => o.Network.Repeat, int.MaxValue),
            ("--cancel-grace 0", o => o.Network.CancelGrace, 0),
            ("--abort", o => o.Network.Abort, true),
            ("-v +v", o => o.Network.VerbosePc, true),
            ("-od /tmp", o => o.OutputDirectory, "/tmp"),
            ("-od /tmp -od /", o => o.OutputDirectory, "/"),
            ("-od -od", o => o.OutputDirectory, "-od"),
            ("+B", o => o.StorageMode, StorageMode.BitPreserving),
            ("-B +B", o => o.StorageMode, StorageMode.BitPreserving),
            ("-B", o => o.StorageMode, StorageMode.Normal),
            ("--ignore", o => o.StorageMode, StorageMode.Ignore),
            ("--sync", o => o.Sync, true),
            ("--dcmtk-exit-status", o => o.DcmtkExitStatus, true),
        ];
        foreach ((string line, Func<Options, object?> setting, object? expected) in rows)
        {
            Assert.AreEqual(expected, setting(Parse($"{line} peer 104 -k 0008,0052=X")), line);
            Assert.AreEqual(expected, setting(Parse($"-k 0008,0052=X peer {line} 104")), line);
        }
    }

    [TestMethod]
    [DataRow("+x= --prefer-uncompr", Little)]
    [DataRow("+xe --prefer-little", Little)]
    [DataRow("+xb --prefer-big", Big)]
    [DataRow("+xs --prefer-lossless", "1.2.840.10008.1.2.4.70")]
    [DataRow("+xy --prefer-jpeg8", "1.2.840.10008.1.2.4.50")]
    [DataRow("+xx --prefer-jpeg12", "1.2.840.10008.1.2.4.51")]
    [DataRow("+xv --prefer-j2k-lossless", "1.2.840.10008.1.2.4.90")]
    [DataRow("+xw --prefer-j2k-lossy", "1.2.840.10008.1.2.4.91")]
    [DataRow("+xt --prefer-jls-lossless", "1.2.840.10008.1.2.4.80")]
    [DataRow("+xu --prefer-jls-lossy", "1.2.840.10008.1.2.4.81")]
    [DataRow("+xm --prefer-mpeg2", "1.2.840.10008.1.2.4.100")]
    [DataRow("+xh --prefer-mpeg2-high", "1.2.840.10008.1.2.4.101")]
    [DataRow("+xn --prefer-mpeg4", "1.2.840.10008.1.2.4.102")]
    [DataRow("+xl --prefer-mpeg4-bd", "1.2.840.10008.1.2.4.103")]
    [DataRow("+x2 --prefer-mpeg4-2-2d", "1.2.840.10008.1.2.4.104")]
    [DataRow("+x3 --prefer-mpeg4-2-3d", "1.2.840.10008.1.2.4.105")]
    [DataRow("+xo --prefer-mpeg4-2-st", "1.2.840.10008.1.2.4.106")]
    [DataRow("+x4 --prefer-hevc", "1.2.840.10008.1.2.4.107")]
    [DataRow("+x5 --prefer-hevc10", "1.2.840.10008.1.2.4.108")]
    [DataRow("+xr --prefer-rle", "1.2.840.10008.1.2.5")]
    [DataRow("+xd --prefer-deflated", Deflated)]
    [DataRow("+xi --implicit", Implicit)]
    public void Preferred_storage_transfer_syntax_comes_first(string names, string uid)
    {
        foreach (string name in Words.Of(names))
        {
            RetrieveSettings network = Parse($"+xr +xi +xb {name} -k A peer 104").Network;
            Assert.AreEqual(uid, network.StorageTransferSyntaxes[0]);
            Assert.AreEqual(Little, network.QueryTransferSyntaxes[0]);
        }
    }

    [TestMethod]
    [DataRow("-x= --propose-uncompr", Little)]
    [DataRow("-xe --propose-little", Little)]
    [DataRow("-xb --propose-big", Big)]
    [DataRow("-xd --propose-deflated", Deflated)]
    [DataRow("-xi --propose-implicit", Implicit)]
    public void Proposed_query_transfer_syntax_comes_first(string names, string uid)
    {
        foreach (string name in Words.Of(names))
        {
            RetrieveSettings network = Parse($"-xi -xd {name} -k A peer 104").Network;
            Assert.AreEqual(uid, network.QueryTransferSyntaxes[0]);
            Assert.AreEqual(Little, network.StorageTransferSyntaxes[0]);
        }
    }

    [TestMethod]
    [DataRow("", LogLevel.Warn)]
    [DataRow("-q", LogLevel.Fatal)]
    [DataRow("-v", LogLevel.Info)]
    [DataRow("-d", LogLevel.Debug)]
    [DataRow("-q -v -d", LogLevel.Debug)]
    [DataRow("-d -q", LogLevel.Fatal)]
    [DataRow("-ll fatal", LogLevel.Fatal)]
    [DataRow("-ll error", LogLevel.Error)]
    [DataRow("-ll warn", LogLevel.Warn)]
    [DataRow("-ll info", LogLevel.Info)]
    [DataRow("-ll debug", LogLevel.Debug)]
    [DataRow("-ll TRACE", LogLevel.Trace)]
    [DataRow("-ll Off", LogLevel.Off)]
    [DataRow("-ll nonsense -ll trace", LogLevel.Trace)]
    public void Log_levels(string line, object level)
    {
        Assert.AreEqual((LogLevel)level, Parser.Scan([.. Words.Of(line), "peer", "104"]).ReadLogOptions().LogLevel);
    }

    [TestMethod]
    [DataRow("", nameof(Special.Help))]
    [DataRow("-h", nameof(Special.Help))]
    [DataRow("peer --help", nameof(Special.Help))]
    [DataRow("--version -h", nameof(Special.Help))]
    [DataRow("-to abc -ll nonsense -h", nameof(Special.Help))]
    [DataRow("--version", nameof(Special.Version))]
    [DataRow("peer 104 file --version", nameof(Special.Version))]
    [DataRow("-k -h peer 104", nameof(Special.None))]
    [DataRow("peer 104", nameof(Special.None))]
    public void Help_and_version_need_nothing_else(string line, string special)
    {
        Assert.AreEqual(special, Parser.Scan(Words.Of(line)).Options.Special.ToString());
    }

    [TestMethod]
    public void A_lone_sign_and_a_negative_number_are_parameters()
    {
        foreach (string host in (string[])["-", "+", "-1", "+9a", "-0x", ""])
        {
            Assert.AreEqual(host, Parse(["-k", "A", host, "104"]).Network.Host);
        }
    }

    [TestMethod]
    [DataRow("peer~", "peer")]
    [DataRow("~~peer", "peer")]
    [DataRow("\t\r\n\v\fpeer\t\r\n\v\f", "peer")]
    [DataRow("~a~b~", "a b")]
    [DataRow("~", "")]
    [DataRow("[::1]", "::1")]
    [DataRow("~[fe80::1%eth0]~", "fe80::1%eth0")]
    [DataRow("[peer]", "[peer]")]
    [DataRow("[::1", "[::1")]
    [DataRow("::1]", "::1]")]
    [DataRow("::1", "::1")]
    public void Blanks_and_brackets_around_a_host(string given, string host)
    {
        Assert.AreEqual(host, Parse($"-k A {given} 104").Network.Host);
    }

    [TestMethod]
    public void Keys_keep_their_order_and_their_text()
    {
        CollectionAssert.AreEqual(new[] { "A", "-k", "B= x=", "" }, Parse("-k A peer -k -k 104 -k B=~x= -k ''").Keys);
    }

    [TestMethod]
    public void Several_query_files_keep_their_order()
    {
        Options options = Parse("peer 104 /etc/passwd / /etc/passwd");
        CollectionAssert.AreEqual(new[] { "/etc/passwd", "/", "/etc/passwd" }, options.QueryFiles);
    }

    /// <summary>Fixed seed: whatever the words, the end is settings, a special text or an error with a text.</summary>
    [TestMethod]
    public void Random_lines()
    {
        List<string> words = [.. "a 1 104 -1 0 70000 abc - + -- @ @/nonexistent -x +9 \uDC80 \0 é 99999999999999999999".Split(' '), ""];
        foreach (string row in Manual)
        {
            words.AddRange(row.Split(' '));
        }

        Random random = new(20240229);
        int settings = 0;
        int errors = 0;
        for (int i = 0; i < 50000; i++)
        {
            string[] line = new string[random.Next(9)];
            for (int j = 0; j < line.Length; j++)
            {
                line[j] = words[random.Next(words.Count)];
            }

            try
            {
                Parser parsed = Parser.Scan([.. line, "-k", "A", "peer", "104"]);
                settings += parsed.Parse(parsed.ReadLogOptions().LogLevel <= LogLevel.Info).Network.Port is > 0 and < 65536 ? 1 : 0;
            }
            catch (CommandLineException error)
            {
                Assert.AreNotEqual("", error.Message);
                errors++;
            }
        }

        Assert.IsGreaterThan(1000, settings);
        Assert.IsGreaterThan(1000, errors);
    }

    private static Options Parse(string line)
    {
        return Parse(Words.Of(line));
    }

    private static Options Parse(string[] words)
    {
        Parser line = Parser.Scan(words);
        return line.Parse(line.ReadLogOptions().LogLevel <= LogLevel.Info);
    }
}
