using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Several runs in one output directory, and what is on disk when success is answered.</summary>
internal static class RunRows
{
    public static readonly ConductRow[] All =
    [
        AfterKill("killed-run +B", "+B", OneObject),
        AfterKill("killed-run -B", "-B", OneObject),
        AfterKill("killed-run-nothing-stored", "+B", scene => scene.Final()),
        ConductRow.InGet("living-run", OneObject) with
        {
            Prepare = scene => scene.Other = OtherRun.StartWithin(scene.Output, "+B"),
            Check = (scene, _) => scene.Other!.Complete(),
        },
        AtOnce("runs-at-once", OtherRun.Length),
        AtOnce("runs-at-once-different", 100_000),
        ConductRow.InGet("foreign-files", scene =>
        {
            scene.Store();
            scene.Final(0, completed: 1);
        }) with
        {
            Prepare = scene =>
            {
                File.WriteAllText(Path.Combine(scene.Output, ".getscu-0123456789abcdef.part"), "of nobody");
                File.WriteAllText(Path.Combine(scene.Output, ".getscu-0.lock"), "../../etc/passwd");
                File.WriteAllText(Path.Combine(scene.Output, "other"), "untouched");
            },
        },
        Synced("sync -B", "-B"),
        Synced("sync +B", "+B"),
    ];

    /// <summary>A run has been killed within an object.</summary>
    private static ConductRow AfterKill(string id, string mode, Action<Scene> script)
    {
        return ConductRow.InGet(id, script) with
        {
            Prepare = scene =>
            {
                using OtherRun run = OtherRun.StartWithin(scene.Output, mode);
                run.Kill();
                string[] left = Directory.GetFiles(scene.Output);
                Assert.IsTrue(Array.Exists(left, name => name.EndsWith(".part", StringComparison.Ordinal)), string.Join(' ', left));
            },
        };
    }

    private static ConductRow AtOnce(string id, int length)
    {
        return ConductRow.InGet(id, scene =>
        {
            // Objects by the same name, each run within one of its own when the other one ends one.
            scene.Store("1.2.3.4", data: Scene.Data(length: length));
            scene.Other!.Complete();
            scene.Store("1.2.3.4", data: Scene.Data(length: length));
            scene.Final(0, completed: 2);
        }, "+B") with
        {
            Prepare = scene => scene.Other = OtherRun.StartWithin(scene.Output, "+B"),
        };
    }

    private static void OneObject(Scene scene)
    {
        scene.Store("1.9");
        scene.Final(0, completed: 1);
    }

    private static ConductRow Synced(string id, string mode)
    {
        string Trace(Scene scene) => scene.Output + "-trace";
        return ConductRow.InGet(id, scene =>
        {
            scene.Store("1.2.3");
            scene.Store("1.2.4", messageId: 2);
            scene.Final(0, completed: 2);
        }, mode, "--sync") with
        {
            Shell = scene => $"exec {Tool.Find("strace", "strace")} -y -qq -o {Trace(scene)} -e trace=fsync,fdatasync,renameat,renameat2,sendto",
            Check = (scene, _) =>
            {
                // Each response leaves behind: the file, its name, the directory.
                List<string> calls = [];
                foreach (string line in File.ReadAllLines(Trace(scene)))
                {
                    string name = line[..line.IndexOf('(')];
                    calls.Add(name == "fsync" ? (line.Contains(".part>") ? "fsync file" : "fsync directory") : name);
                }

                string all = string.Join(", ", calls);
                string stored = "fsync file, renameat2, fsync directory, sendto";
                Assert.AreEqual($"fsync directory, sendto, sendto, {stored}, {stored}, sendto", all);
            },
        };
    }
}
