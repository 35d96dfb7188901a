using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>The output directory does not take what comes.</summary>
internal static class DiskRows
{
    private const string OneMebibyte = "size=1m,mode=777";
    private const string AsNobody = "exec setpriv --reuid=65534 --regid=65534 --clear-groups";

    public static readonly ConductRow[] All = [.. Before(), .. OneObject(), .. Nothing()];

    private static IEnumerable<ConductRow> Before()
    {
        yield return ConductRow.Alone("disk-missing", "-od", "/nowhere/at/all");
        yield return ConductRow.Alone("disk-no-directory", "-od", "/dev/null");
        yield return ConductRow.Alone("disk-read-only") with { Disk = OneMebibyte, NeedsRoot = true, Prepare = scene => scene.Disk!.Remount("ro") };
        yield return ConductRow.Alone("disk-not-permitted") with
        {
            Prepare = scene => scene.Permit("555"),
            Shell = _ => AsNobody,
            NeedsRoot = true,
        };
    }

    /// <summary>One object does not fit, the next one does.</summary>
    private static IEnumerable<ConductRow> OneObject()
    {
        foreach (string mode in (string[])["-B", "+B", "--sync"])
        {
            yield return ConductRow.InGet($"disk-full-once {mode}", scene => TwoObjects(scene, 2 << 20), mode) with
            {
                Disk = OneMebibyte,
                NeedsRoot = true,
            };
        }

        yield return ConductRow.InGet("disk-full-once-6-mib", scene => TwoObjects(scene, 6 << 20)) with { Disk = OneMebibyte, NeedsRoot = true };
        yield return ConductRow.InGet("disk-file-size-limit", scene => TwoObjects(scene, 100_000)) with { Shell = _ => "ulimit -f 100; exec" };
    }

    /// <summary>Nothing can be written any more.</summary>
    private static IEnumerable<ConductRow> Nothing()
    {
        foreach (string mode in (string[])["-B", "+B"])
        {
            yield return Full($"disk-full {mode}", scene => CancelledAfterTwo(scene), mode);
        }

        yield return Full("disk-full-cancel-ignored", scene =>
        {
            Cancelled(scene);
            scene.Store("1.9", messageId: 2);
            scene.Final(0, completed: 2);
        });
        yield return Full("disk-full-second-query", scene => CancelledAfterTwo(scene)) with { QueryFiles = 2 };
        yield return Full("disk-full-recovers", scene =>
        {
            Cancelled(scene);
            File.Delete(Path.Combine(scene.Output, "filler"));
            scene.Store("1.9", messageId: 2);
            scene.Final(0xFE00, completed: 1, failed: 1);
        });
        yield return Full("disk-full-then-signal", scene =>
        {
            Cancelled(scene);
            scene.Tool.Signal(RunningTool.SigInt);
            scene.Tool.WaitForError("SIGINT");
            scene.Final(0xFE00, completed: 0, failed: 1);
        });
        yield return ConductRow.InGet("disk-full-inodes", scene => CancelledAfterTwo(scene)) with { Disk = OneMebibyte + ",nr_inodes=1", NeedsRoot = true };
        yield return ConductRow.InGet("disk-becomes-read-only", scene =>
        {
            scene.Disk!.Remount("ro");
            CancelledAfterTwo(scene);
        }) with
        { Disk = OneMebibyte, NeedsRoot = true };
        yield return ConductRow.InGet("disk-permission-lost", scene =>
        {
            scene.Permit("555");
            CancelledAfterTwo(scene);
        }) with
        { Prepare = scene => scene.Permit("777"), Shell = _ => AsNobody, NeedsRoot = true };
        foreach (string mode in (string[])["-B", "+B"])
        {
            yield return ConductRow.InGet(
                $"disk-directory-removed {mode}",
                scene =>
                {
                    Directory.Delete(scene.Output);
                    CancelledAfterTwo(scene);
                },
                mode);
        }

        yield return ConductRow.InGet("disk-directory-removed-within", scene =>
        {
            scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct);
            scene.SendData(scene.Ct, false, false, Scene.Data()[..100]);
            scene.WaitForPart();
            Directory.Delete(scene.Output, recursive: true);
            scene.SendData(scene.Ct, false, true, Scene.Data()[100..]);
            scene.Peer.ExpectMessage(Command.CCancelRq);
            scene.Peer.ExpectMessage(Command.CStoreRsp);
            scene.Final(0xFE00, completed: 0, failed: 1);
        }, "+B");
        yield return ConductRow.InGet("disk-directory-replaced", scene =>
        {
            Directory.Delete(scene.Output);
            Directory.CreateDirectory(scene.Output);
            CancelledAfterTwo(scene);
        });
        yield return ConductRow.InGet("disk-directory-moved", scene =>
        {
            string moved = scene.Output + "-moved";
            Directory.Move(scene.Output, moved);
            File.CreateSymbolicLink(scene.Output, "/");
            scene.Store();
            File.Delete(scene.Output);
            Directory.Move(moved, scene.Output);
            scene.Final(0, completed: 1);
        });
    }

    private static ConductRow Full(string id, Action<Scene> script, params string[] arguments)
    {
        return ConductRow.InGet(id, script, arguments) with
        {
            Disk = OneMebibyte,
            NeedsRoot = true,
            Prepare = scene => Fill(Path.Combine(scene.Output, "filler")),
        };
    }

    private static void TwoObjects(Scene scene, int length)
    {
        scene.Store(data: Scene.Data(length: length));
        scene.Store("1.9", messageId: 2);
        scene.Final(0xB000, completed: 1, failed: 1);
    }

    /// <summary>An object is refused, and with it the retrieval.</summary>
    private static void Cancelled(Scene scene)
    {
        scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct, Scene.Data());
        scene.Peer.ExpectMessage(Command.CCancelRq);
        scene.Peer.ExpectMessage(Command.CStoreRsp);
    }

    private static void CancelledAfterTwo(Scene scene)
    {
        Cancelled(scene);
        scene.Store("1.9", messageId: 2);
        scene.Final(0xFE00, completed: 0, failed: 2);
    }

    private static void Fill(string file)
    {
        using FileStream stream = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        byte[] page = new byte[4096];
        try
        {
            while (true)
            {
                stream.Write(page);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
