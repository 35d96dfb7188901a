using GetScu.Tests.Support;

using Parser = GetScu.CommandLine;

namespace GetScu.Tests.CommandLine;

/// <summary>The completions of --generate, asked of the shells themselves.</summary>
[TestClass]
public sealed class CompletionTests
{
    private static readonly (string Line, string Expected)[] Rows =
    [
        ("--acc", "--accept-all"),
        ("--pre", "--prefer-"),
        ("--log-level w", "warn"),
        ("-ll d", "debug"),
        ("--add-class EncapsulatedST", "EncapsulatedSTLStorage"),
        ("--generate f", "fish"),
        ("--output-directory fol", "folder"),
        ("-od fol", "folder"),
        ("--create-report-file fil", "file.txt"),
        ("peer 104 fil", "file.txt"),
        ("--call X", ""),
    ];

    [TestMethod]
    public void Bash()
    {
        using TempFolder folder = Prepare("bash");
        Table.Run<(string Line, string Expected)>([.. Rows, ("+x", "+xa"), ("-pd", "-pdu"), ("@fil", "@file.txt"), ("+crf fil", "file.txt"), ("-od fil", "")], row => row.Line, row =>
        {
            ToolResult result = Run("/bin/bash", folder, "bash", $$"""
                source ./completion
                complete -p getscu >/dev/null || exit 3
                COMP_WORDS=(getscu {{row.Line}})
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _getscu
                printf '%s\n' "${COMPREPLY[@]}"
                """);
            Check(row, result);
        });
    }

    [TestMethod]
    public void Fish()
    {
        using TempFolder folder = Prepare("fish");
        string fish = Tool.Find("fish", "fish");
        Table.Run<(string Line, string Expected)>([.. Rows, ("+xa", "+xa"), ("-pd", "-pdu")], row => row.Line, row =>
            Check(row, Run(fish, folder, "fish", $"source ./completion; complete -C 'getscu {row.Line}'")));
    }

    /// <summary>zsh completes at a prompt only: one in a terminal of its own, where each line is typed with a tab behind it.</summary>
    [TestMethod]
    public void Zsh()
    {
        using TempFolder folder = Prepare("zsh");
        File.Move(folder.File("completion"), folder.File("_getscu"));
        File.WriteAllText(folder.File("drive"), """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell 'PS1=; unset zle_bracketed_paste; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -d dump
              show() { print -r -- "<<$BUFFER>>"; BUFFER= }; zle -N show; bindkey "^G" show; bindkey "^I" complete-word; print READ""Y'
            zpty -r shell text '*READY*'
            for line in "$@"; do
              zpty -w -n shell "getscu $line"$'\t\a'
              zpty -r shell text '*<<*>>*'
              print -r -- "${${text##*<<}%%>>*}"
            done
            zpty -d shell
            """);
        (string Line, string Expected)[] rows = [.. Rows, ("+xa", "+xa"), ("-pd", "-pdu"), ("+crf fil", "file.txt")];
        ToolResult result = Tool.Run(
            Tool.Find("zsh", "zsh"), Options(folder), ["-f", "drive", .. rows.Select(row => row.Line)]).ExpectStatus(0);
        Assert.HasCount(rows.Length, result.OutputLines);
        Table.Run<(string Line, string Expected)>(rows, row => row.Line, row =>
        {
            int last = row.Line.LastIndexOf(' ') + 1;
            string completed = result.OutputLines[Array.IndexOf(rows, row)];
            string expected = row.Expected.Length == 0 ? row.Line : row.Line[..last] + row.Expected;
            Assert.AreEqual("getscu " + expected, completed.TrimEnd(' ', '/'));
        });
    }

    [TestMethod]
    public void Zsh_takes_it()
    {
        using TempFolder folder = Prepare("zsh");
        ToolResult result = Run(Tool.Find("zsh", "zsh"), folder, "zsh", "zsh -n ./completion").ExpectStatus(0);
        Assert.AreEqual("", result.ErrorText);
        string[] lines = File.ReadAllLines(folder.File("completion"));
        Assert.AreEqual("#compdef getscu", lines[0]);
        Assert.Contains(@"  '*-ll[use level l for the logger]:value:(fatal error warn info debug trace)' \", lines);
        Assert.Contains(@"  '*-od[write received objects to existing directory d]:directory:_files -/' \", lines);
        Assert.Contains(@"  '*+crf[write what comes and what is missing to file f, a JSON object a line (-: standard output)]:file:_files' \", lines);
    }

    /// <summary>Each of the three knows every option.</summary>
    [TestMethod]
    [DataRow("bash", "", " ")]
    [DataRow("zsh", "'*", "[")]
    [DataRow("fish", "-l ", " ")]
    public void Every_option_is_there(string kind, string before, string behind)
    {
        string text = Parser.Generate(kind).Replace("'", kind == "bash" ? " " : "'");
        int count = 0;
        foreach (string line in Parser.Help().Split('\n'))
        {
            if (line.Length > 12 && line.AsSpan(10).StartsWith("--"))
            {
                string name = line[10..].Split(' ')[0];
                StringAssert.Contains(text, before + (kind == "fish" ? name[2..] : name) + behind);
                count++;
            }
        }

        Assert.IsGreaterThan(60, count);
    }

    private static void Check((string Line, string Expected) row, ToolResult result)
    {
        string[] found = Array.ConvertAll(
            result.ExpectStatus(0).OutputLines, line => line.Split('\t')[0].TrimEnd('/'));
        if (row.Expected.Length == 0)
        {
            Assert.IsTrue(Array.TrueForAll(found, line => line.Length == 0), $"{result}");
        }
        else
        {
            Assert.IsTrue(Array.Exists(found, line => line.StartsWith(row.Expected, StringComparison.Ordinal)), $"{result}");
            Assert.IsFalse(Array.Exists(found, line => line == "other"), $"{result}");
        }
    }

    private static TempFolder Prepare(string kind)
    {
        TempFolder folder = new();
        Directory.CreateDirectory(folder.File("folder"));
        folder.Write("file.txt", []);
        folder.Write("other", []);
        folder.Write("completion", NativeBinary.Run("--generate", kind).ExpectStatus(0).Output);
        return folder;
    }

    private static ToolResult Run(string shell, TempFolder folder, string kind, string script)
    {
        string[] arguments = kind switch { "bash" => ["--norc", "-c", script], "zsh" => ["-f", "-c", script], _ => ["--no-config", "-c", script] };
        return Tool.Run(shell, Options(folder), arguments);
    }

    private static ToolOptions Options(TempFolder folder)
    {
        string home = folder.Path;
        return new()
        {
            Folder = folder.Path,
            Environment = new Dictionary<string, string?> { ["HOME"] = home, ["XDG_CONFIG_HOME"] = home, ["XDG_DATA_HOME"] = home, ["LC_ALL"] = "C.UTF-8", ["TERM"] = "xterm" },
        };
    }
}
