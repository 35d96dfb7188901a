using System.Globalization;

using GetScu.Tests.Scp;
using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>
/// What README and the other documents tell users to type works. A marked block (see <see cref="ReadmeCommands"/>) runs in an empty folder with
/// bash, which stops at the first command that fails; getscu is in its PATH. Where it says "pacs.example 104" a server
/// with two series of the patient and the study of README's examples answers, where it says "pacs.example 2762" one that speaks TLS.
/// </summary>
[TestClass]
public sealed class ReadmeTests
{
    private const string Peer = "pacs.example 104";
    private const string SecurePeer = "pacs.example 2762";

    /// <summary>The demonstration's server; <see cref="DemoTests"/> asks that one.</summary>
    private const string DemoPeer = "localhost 11112";
    private const string DemoBinary = "publish/getscu";
    private const string Patient = "PAT001";
    private const string Study = "1.2.826.0.1.3680043.9.9999.1";
    private const int Images = 4;

    /// <summary>
    /// README's container. Without an engine the binary runs as it is, where the container would find its folder:
    /// docker run --rm -v FOLDER:MOUNTED getscu WORD... An image is looked for where docker looks for it. Packages
    /// go into a root of their own, which then has the program.
    /// </summary>
    private const string Engines = """
        docker() {
          if [[ "$1 $2" == 'load --input' ]]; then
            tar -xOf "$3" manifest.json | grep -q '"docker.io/library/getscu:latest"'
            return
          fi
          [[ "$1 $2 $3 $5" == 'run --rm -v getscu' ]] || return 125
          local folder=${4%:*} mounted=${4##*:}
          shift 5
          getscu "${@//"$mounted"/"$folder"}"
        }
        dpkg() {
          local root=$HOME/root
          mkdir -p "$root"/var/lib/dpkg/{updates,info}
          touch "$root/var/lib/dpkg/status"
          command dpkg --root="$root" --log="$HOME/log" --force-script-chrootless --force-not-root "$@"
          "$root/usr/bin/getscu" --version
        }

        """;

    /// <summary>Named in blocks that install what publish.sh --all has left in the folder "publish".</summary>
    private const string Sums = "SHA256SUMS";

    /// <summary>Rows of the help.</summary>
    private const int OptionCount = 111;

    [TestMethod]
    public void Blocks_are_found()
    {
        const string Text = """
            # Title
            ```sh
            not marked
            ```
            <!-- test -->
            ```sh
            getscu one
            getscu two
            ```
            text
            <!-- test status 61 -->
            ```sh
            getscu three
            ```
            """;
        List<ReadmeCommands> found = ReadmeCommands.Find(Text);
        Assert.HasCount(2, found);
        Assert.AreEqual(new ReadmeCommands(7, 0, "getscu one\ngetscu two\n"), found[0]);
        Assert.AreEqual(new ReadmeCommands(13, 61, "getscu three\n"), found[1]);
    }

    [TestMethod]
    [DataRow("<!-- test -->\n\n```sh\nx\n```\n")]
    [DataRow("<!-- test -->\n```\nx\n```\n")]
    [DataRow("<!-- test -->\n```sh\nx\n")]
    [DataRow("<!-- test -->")]
    [DataRow("<!-- tests -->\n```sh\nx\n```\n")]
    [DataRow("<!-- test status x -->\n```sh\nx\n```\n")]
    public void Marks_without_a_block(string text)
    {
        Assert.ThrowsExactly<FormatException>(() => ReadmeCommands.Find(text));
    }

    /// <summary>The block runner itself: files arrive, a failing command ends the block, and a status is compared.</summary>
    [TestMethod]
    [DataRow("getscu -k QueryRetrieveLevel=PATIENT -k PatientID=PAT001 pacs.example 104\nls CT.*.1.1 CT.*.2.2\n", 0, true)]
    [DataRow("getscu -k QueryRetrieveLevel=PATIENT -k PatientID=PAT002 pacs.example 104\n", 0, false)]
    [DataRow("false\ntrue\n", 0, false)]
    [DataRow("false | true\n", 0, false)]
    [DataRow("exit 61\n", 61, true)]
    [DataRow("docker load --input /dev/null\n", 0, false)]
    [DataRow("dpkg --install /dev/null\n", 0, false)]
    [DataRow("ls publish/SHA256SUMS ~/publish/*_arm64.deb\n", 0, true)]
    [DataRow("true\n", 61, false)]
    public void Blocks_are_run(string text, int status, bool isRight)
    {
        using TempFolder archive = Archive();
        Assert.AreEqual(isRight, Run(new ReadmeCommands(1, status, text), archive.Path) is null, text);
    }

    [TestMethod]
    [DynamicData(nameof(Documents.All), typeof(Documents))]
    public void Commands_of_documents(string document)
    {
        List<ReadmeCommands> found = ReadmeCommands.Find(Documents.Text(document));
        Assert.AreEqual(
            Documents.WithCommands.Contains(document), found.Count > 0, $"{document} marks {found.Count} blocks of commands with <!-- test -->");
        using TempFolder archive = Archive();
        List<string> failures = [];
        foreach (ReadmeCommands commands in found)
        {
            if (Run(commands, archive.Path) is string failure)
            {
                failures.Add($"{document}:{commands.Line}: {failure}");
            }
        }

        Assert.IsEmpty(failures, string.Join('\n', failures));
    }

    /// <summary>The session that README shows, line by line.</summary>
    [TestMethod]
    public void Session_of_README()
    {
        ReadmeSession session = ReadmeSession.Find(Documents.Text(Documents.Readme));
        using TempFolder archive = Archive();
        using TempFolder folder = new();
        using GetScp server = GetScp.Start(archive.Path);
        ToolResult result = Bash(folder, server, "exec 2>&1\n" + session.Commands);
        result.ExpectStatus(0);
        Assert.IsTrue(session.Matches(result.OutputText), result.OutputText);
    }

    [TestMethod]
    [DataRow("one\ntwo\n", true)]
    [DataRow("one\nmore\nand more\ntwo\n", false)]
    [DataRow("one\ntwo\nthree\n", false)]
    [DataRow("two\n", false)]
    public void Sessions_are_compared(string output, bool isRight)
    {
        Assert.AreEqual(isRight, ReadmeSession.Find("<!-- session -->\n```console\n$ x\none\ntwo\n```\n").Matches(output));
    }

    [TestMethod]
    [DataRow("one\ntwo\n", true)]
    [DataRow("one\nmore\nand more\ntwo\n", true)]
    [DataRow("more\none\ntwo\n", false)]
    public void Sessions_may_leave_out(string output, bool isRight)
    {
        ReadmeSession session = ReadmeSession.Find("<!-- session -->\n```console\n$ x \\\n    -y\none\n...\n$ z\ntwo\n```\n");
        Assert.AreEqual("x \\\n    -y\nz\n", session.Commands);
        Assert.AreEqual(isRight, session.Matches(output));
    }

    /// <summary>The page of options names every one that the help names, by its short or its long name.</summary>
    [TestMethod]
    public void Options_of_the_page()
    {
        string page = Documents.Text(Documents.Options);
        int count = 0;
        // Command lines of examples follow.
        foreach (string line in NativeBinary.Run("--help").ExpectStatus(0).OutputLines.TakeWhile(line => line != "examples:"))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] names = Array.FindAll(words[..Math.Min(words.Length, 2)], word => word[0] is '-' or '+' && word.Length > 1);
            if (names.Length == 0 || !line.StartsWith(' '))
            {
                continue;
            }

            count++;
            Assert.IsTrue(Array.Exists(names, name => IsNamed(page, name)), $"{Documents.Options} does not name {string.Join(' ', names)}");
        }

        Assert.AreEqual(OptionCount, count);

        static bool IsNamed(string text, string name)
        {
            return text.Contains($"`{name}`", StringComparison.Ordinal) || text.Contains($"`{name} ", StringComparison.Ordinal);
        }
    }

    /// <summary>Real images as two series of two.</summary>
    private static TempFolder Archive()
    {
        TempFolder folder = new();
        string[] images = Directory.GetFiles(Path.Combine(RealObjects.Clinic, "77654033"), "*", SearchOption.AllDirectories);
        Array.Sort(images, StringComparer.Ordinal);
        for (int index = 0; index < Images; index++)
        {
            string series = $"{Study}.{1 + (index / 2)}";
            string image = folder.File(index.ToString(CultureInfo.InvariantCulture));
            File.Copy(images[index], image);
            Tool.Dcmtk(
                "dcmodify", "--no-backup", "-m", $"PatientID={Patient}", "-m", $"StudyInstanceUID={Study}",
                "-m", $"SeriesInstanceUID={series}", "-m", "SOPClassUID=1.2.840.10008.5.1.4.1.1.2",
                "-m", $"SOPInstanceUID={series}.{1 + (index % 2)}", image);
        }

        return folder;
    }

    /// <summary>
    /// Null when the block ended as it should and brought something where it asked the server; else what happened.
    /// </summary>
    private static string? Run(ReadmeCommands commands, string archive)
    {
        using TempFolder folder = new();
        if (commands.Text.Contains(Sums, StringComparison.Ordinal))
        {
            string made = folder.Folder("publish");
            foreach (string name in (string[])[.. Release.Names, Sums])
            {
                File.Copy(Release.PathOf(name), Path.Combine(made, name));
            }
        }

        bool isSecure = commands.Text.Contains(SecurePeer, StringComparison.Ordinal);
        using GetScp server = GetScp.Start(
            new ScpOptions(archive) { Tls = isSecure ? TlsIdentities.Options(null, TlsIdentities.WantCertificate) : null });
        if (isSecure)
        {
            File.Copy(TlsIdentities.Client.KeyFile, folder.File("own.key"));
            File.Copy(TlsIdentities.Client.CertificateFile, folder.File("own.crt"));
            File.Copy(TlsIdentities.Authority.File, folder.File("hospital-ca.pem"));
        }

        ToolResult result = Bash(folder, server, commands.Text, isSecure ? NativeBinary.Tls : NativeBinary.Path);
        if (result.Status != commands.Status)
        {
            return $"status {result.Status} instead of {commands.Status}: {result}";
        }

        bool isEmpty = Array.Exists(server.Lines, line => line.Contains(": 0 completed", StringComparison.Ordinal));
        bool hasAsked = isSecure || commands.Text.Contains(Peer, StringComparison.Ordinal) || commands.Text.Contains(DemoPeer, StringComparison.Ordinal);
        return commands.Status == 0 && hasAsked && isEmpty ? $"nothing was retrieved: {result}" : null;
    }

    /// <summary>Commands in a folder, their peer being the server.</summary>
    private static ToolResult Bash(TempFolder folder, GetScp server, string text, string? binary = null)
    {
        string here = $"127.0.0.1 {server.Port.ToString(CultureInfo.InvariantCulture)}";
        string path = $"{Path.GetDirectoryName(binary ?? NativeBinary.Path)}:{Environment.GetEnvironmentVariable("PATH")}";
        ToolOptions options = new() { Folder = folder.Path, Environment = new Dictionary<string, string?> { ["PATH"] = path, ["HOME"] = folder.Path } };
        return Tool.Run(
            "/bin/bash", options, "-e", "-o", "pipefail", "-c",
            Engines + text.Replace(Peer, here).Replace(SecurePeer, here).Replace(DemoPeer, here).Replace(DemoBinary, "getscu"));
    }
}
