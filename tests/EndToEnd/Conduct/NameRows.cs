using GetScu.Net.Log;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>SOP Instance UIDs that are none, and what already lies under the name of a good one.</summary>
internal static class NameRows
{
    private static readonly (string Id, string Uid)[] Names =
    [
        ("name-65-digits", new string('1', 65)),
        ("name-leading-zeros", "1.02.003"),
        ("name-letters", "1.2.a-B_c"),
        ("name-up", "../../etc/x"),
        ("name-root", "/etc/x"),
        ("name-deep", "a/../../x"),
        ("name-dot", "."),
        ("name-dot-dot", ".."),
        ("name-dots", "1..2."),
        ("name-hidden", ".profile"),
        ("name-part", ".getscu-0123456789abcdef.part"),
        ("name-lock", ".getscu-0.lock"),
        ("name-option", "-rf"),
        ("name-spaces", "1.2 3"),
        ("name-only-spaces", "   "),
        ("name-nul", "1.2\u00003"),
        ("name-escape", "1.2\u001b[2J3"),
        ("name-line-break", "1.2\r\nF: forged"),
        ("name-unicode", "1.2.\u00c3\u00a9\u00e2\u0080\u00ae3"),
        ("name-bytes", "1.2.\u00ff\u00fe"),
        ("name-backslash", "1.2\\1.3"),
        ("name-300", new string('1', 300)),
        ("name-15000", new string('1', 15_000)),
    ];

    public static readonly ConductRow[] All = [.. Names.SelectMany(name => Both(name.Id, name.Uid)), .. Existing(), .. Pairs(), OwnFiles(), Forged()];

    private static IEnumerable<ConductRow> Both(string id, string uid)
    {
        foreach (string mode in (string[])["-B", "+B"])
        {
            yield return ConductRow.InGet($"{id} {mode}", scene =>
            {
                scene.Store(uid);
                scene.Store("1.9", messageId: 9);
                scene.Final(0xB000, completed: 1, failed: 1);
            }, mode) with
            {
                Check = (scene, _) =>
                {
                    string parent = Path.GetDirectoryName(scene.Output)!;
                    Assert.HasCount(1, Directory.GetFileSystemEntries(parent), "something was written outside of the output directory");
                },
            };
        }
    }

    /// <summary>At debug level the UID is in the dumps, too.</summary>
    private static ConductRow Forged()
    {
        return ConductRow.InGet("name-forged-debug", scene =>
        {
            scene.Store("1.2.3\nE: forged");
            scene.Final(0, completed: 1);
        }, "--ignore", "-d") with
        {
            Check = (_, result) =>
            {
                string[] forged = Array.FindAll(result.AllErrorLines, line => line.Contains("E: forged", StringComparison.Ordinal));
                Assert.IsGreaterThanOrEqualTo(2, forged.Length, "lines with the UID");
                foreach (string line in forged)
                {
                    Assert.StartsWith("D: ", line);
                    Assert.Contains("1.2.3\\x0aE: forged", line);
                }
            },
        };
    }

    private static IEnumerable<ConductRow> Existing()
    {
        yield return OneObject("existing-file") with
        {
            Prepare = scene => File.WriteAllText(Path.Combine(scene.Output, "CT.1.2.3.4"), "old"),
        };
        yield return OneObject("existing-link") with
        {
            Prepare = scene =>
            {
                File.WriteAllText(Path.Combine(scene.Output, "victim"), "untouched");
                File.CreateSymbolicLink(Path.Combine(scene.Output, "CT.1.2.3.4"), "victim");
            },
            Check = (scene, _) =>
            {
                Assert.AreEqual("untouched", File.ReadAllText(Path.Combine(scene.Output, "victim")));
                Assert.IsNull(new FileInfo(Path.Combine(scene.Output, "CT.1.2.3.4")).LinkTarget);
            },
        };
        yield return OneObject("existing-dangling-link") with
        {
            Prepare = scene => File.CreateSymbolicLink(Path.Combine(scene.Output, "CT.1.2.3.4"), "../elsewhere"),
            Check = (scene, _) => Assert.IsFalse(File.Exists(Path.Combine(scene.Output, "../elsewhere"))),
        };
        yield return OneObject("existing-directory") with
        {
            Prepare = scene => Directory.CreateDirectory(Path.Combine(scene.Output, "CT.1.2.3.4")),
        };
        yield return OneObject("existing-fifo") with
        {
            Prepare = scene => Tool.Run(
                Tool.Find("mkfifo", "coreutils"), ToolOptions.Default, Path.Combine(scene.Output, "CT.1.2.3.4")).ExpectStatus(0),
        };
    }

    /// <summary>Two UIDs that make one name.</summary>
    private static IEnumerable<ConductRow> Pairs()
    {
        foreach (string mode in (string[])["-B", "+B"])
        {
            yield return ConductRow.InGet($"name-pair {mode}", scene =>
            {
                scene.Store("1.2.3/4");
                scene.Store("1.2.3_4", messageId: 2);
                scene.Store("1.2.3/4", messageId: 3);
                scene.Final(0, completed: 3);
            }, mode);
        }
    }

    /// <summary>Log, log configuration, command file and query file lie in the output directory, which is the current one.</summary>
    private static ConductRow OwnFiles()
    {
        string[] names = ["args.txt", "getscu.log", "log.cfg", "query.dcm"];
        Dictionary<string, byte[]> before = [];
        return ConductRow.InGet("name-own-files", scene =>
        {
            for (int i = 0; i < names.Length; i++)
            {
                scene.Store(names[i], messageId: i + 1);
            }

            scene.Final(0xB000, completed: 0, failed: names.Length);
        }, "@args.txt", "-lc", "log.cfg") with
        {
            Shell = scene => $"cd {scene.Output}; set -- \"$@\" query.dcm; exec",
            Prepare = scene =>
            {
                File.WriteAllText(Path.Combine(scene.Output, "args.txt"), "+B");
                File.WriteAllText(Path.Combine(scene.Output, "log.cfg"), """
                    log4cplus.rootLogger = WARN, console, file
                    log4cplus.appender.console = log4cplus::ConsoleAppender
                    log4cplus.appender.console.logToStdErr = true
                    log4cplus.appender.console.layout = log4cplus::PatternLayout
                    log4cplus.appender.console.layout.ConversionPattern = %P: %m%n
                    log4cplus.appender.file = log4cplus::FileAppender
                    log4cplus.appender.file.File = getscu.log
                    """);
                File.WriteAllBytes(Path.Combine(scene.Output, "query.dcm"), new DataSetBuilder().Add(0x00080052, "CS", "STUDY").Build());
                foreach (string name in names.Where(name => name != "getscu.log"))
                {
                    before[name] = File.ReadAllBytes(Path.Combine(scene.Output, name));
                }
            },
            Check = (scene, _) =>
            {
                foreach ((string name, byte[] bytes) in before)
                {
                    CollectionAssert.AreEqual(bytes, File.ReadAllBytes(Path.Combine(scene.Output, name)), name);
                }

                StringAssert.Contains(File.ReadAllText(Path.Combine(scene.Output, "getscu.log")), "WARN - ");
            },
        };
    }

    private static ConductRow OneObject(string id)
    {
        return ConductRow.InGet(id, scene =>
        {
            scene.Store();
            scene.Store("1.9", messageId: 9);
            scene.Final(0, completed: 2);
        });
    }
}
