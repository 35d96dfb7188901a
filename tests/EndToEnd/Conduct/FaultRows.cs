using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>System calls about files that fail as some kernels, containers and file systems let them: strace makes them.</summary>
internal static class FaultRows
{
    private const string AsNobody = "exec setpriv --reuid=65534 --regid=65534 --clear-groups";

    public static readonly ConductRow[] All = [RenamedAtOnce(), .. Renaming(), .. Syncing(), .. Others(), .. Unreadable()];

    private static IEnumerable<ConductRow> Renaming()
    {
        foreach (string error in (string[])["EPERM", "EOPNOTSUPP", "EINVAL", "ENOSYS", "EINTR"])
        {
            // An interrupted call is begun again, the others are not.
            string when = error == "EINTR" ? ":when=1+2" : "";
            yield return Failing($"rename-{error}", [$"renameat2:error={error}{when}"], scene =>
            {
                scene.Store();
                scene.Store("1.9", messageId: 9);
                scene.Final(0, completed: 2);
            }) with
            { Prepare = scene => File.WriteAllText(Path.Combine(scene.Output, "CT.1.9"), "old") };
        }

        yield return Failing("rename-EIO", ["renameat2:error=EIO", "renameat:error=EIO:when=1"], scene =>
        {
            scene.Store();
            scene.Store("1.9", messageId: 9);
            scene.Final(0xB000, completed: 1, failed: 1);
        });
    }

    /// <summary>Whether a name is taken and the taking of it are one call: what another program puts there is never lost unsaid.</summary>
    private static ConductRow RenamedAtOnce() => ConductRow.InGet("rename-at-once", TwoObjects) with
    {
        Prepare = scene => File.WriteAllText(Path.Combine(scene.Output, "CT.1.9"), "old"),
        Shell = scene => $"exec {Tool.Find("strace", "strace")} -qq -o {scene.Output}.calls -e trace=rename,renameat,renameat2",
        Check = (scene, _) =>
        {
            string[] calls = File.ReadAllLines($"{scene.Output}.calls");
            Assert.HasCount(3, calls, string.Join('\n', calls));
            Assert.Contains("\"CT.1.2.3.4\", RENAME_NOREPLACE) = 0", calls[0]);
            Assert.Contains("\"CT.1.9\", RENAME_NOREPLACE) = -1 EEXIST", calls[1]);
            Assert.StartsWith("renameat(", calls[2]);
        },
    };

    /// <summary>The directory comes first, before anything is sent; then each file and, once more, the directory.</summary>
    private static IEnumerable<ConductRow> Syncing()
    {
        foreach (string error in (string[])["EINVAL", "EBADF", "EOPNOTSUPP", "EROFS"])
        {
            yield return Failing($"sync-directory-{error}", [$"fsync:error={error}:when=1"], TwoObjects, "--sync");
        }

        yield return Failing("sync-directory-later-EINVAL", ["fsync:error=EINVAL:when=3+2"], TwoObjects, "--sync");
        yield return Failing("sync-directory-EIO", ["fsync:error=EIO:when=3"], scene =>
        {
            scene.Store();
            scene.Store("1.9", messageId: 9);
            scene.Final(0xB000, completed: 1, failed: 1);
        }, "--sync") with
        {
            // It has the place of an older one, which is not to be had again.
            Prepare = scene => File.WriteAllText(Path.Combine(scene.Output, "CT.1.2.3.4"), "old"),
            Check = (scene, _) => Assert.IsGreaterThan(300, new FileInfo(Path.Combine(scene.Output, "CT.1.2.3.4")).Length),
        };
        yield return Failing("sync-file-EIO", ["fsync:error=EIO:when=2"], scene =>
        {
            scene.Store();
            scene.Store("1.9", messageId: 9);
            scene.Final(0xB000, completed: 1, failed: 1);
        }, "--sync") with
        {
            Prepare = scene => File.WriteAllText(Path.Combine(scene.Output, "CT.1.2.3.4"), "old"),
            Check = (scene, _) => Assert.AreEqual("old", File.ReadAllText(Path.Combine(scene.Output, "CT.1.2.3.4"))),
        };
        yield return Failing("sync-EINTR", ["fsync:error=EINTR:when=1+2"], TwoObjects, "--sync");
    }

    private static IEnumerable<ConductRow> Others()
    {
        yield return Failing("close-EINTR", ["close:error=EINTR"], TwoObjects);
        yield return Failing("close-EIO", ["close:error=EIO"], scene =>
        {
            scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct, Scene.Data());
            scene.Peer.ExpectMessage(Command.CCancelRq);
            scene.Peer.ExpectMessage(Command.CStoreRsp);
            scene.Final(0xFE00, completed: 0, failed: 1);
        });
        yield return Failing("open-EINTR", ["openat:error=EINTR:when=1+2"], TwoObjects);
        yield return Failing("write-EINTR", ["writev:error=EINTR:when=1+2", "pwrite64:error=EINTR:when=1+2"], TwoObjects);
        // The system takes nothing of the first write.
        yield return Failing("write-short", ["writev:retval=0:when=1+2"], TwoObjects);
        foreach (string error in (string[])["ENOLCK", "ENOSYS", "EOPNOTSUPP"])
        {
            yield return Failing($"lock-{error}", [$"flock:error={error}"], TwoObjects);
        }
    }

    /// <summary>A directory that can be written to and not read: its descriptor is good for names only (O_PATH).</summary>
    private static IEnumerable<ConductRow> Unreadable()
    {
        foreach (string[] arguments in (string[][])[[], ["--sync"]])
        {
            yield return ConductRow.InGet(string.Join(' ', ["directory-unreadable", .. arguments]), TwoObjects, arguments) with
            {
                Prepare = scene => scene.Permit("333"),
                Shell = _ => AsNobody,
                NeedsRoot = true,
            };
        }
    }

    private static void TwoObjects(Scene scene)
    {
        scene.Store();
        scene.Store("1.9", messageId: 9);
        scene.Final(0, completed: 2);
    }

    private static ConductRow Failing(string id, string[] faults, Action<Scene> script, params string[] arguments)
    {
        string calls = string.Join(',', faults.Select(fault => fault[..fault.IndexOf(':')]));
        string injected = string.Join(' ', faults.Select(fault => $"-e inject={fault}"));
        return ConductRow.InGet(id, script, arguments) with
        {
            Shell = _ => $"exec {Tool.Find("strace", "strace")} -qq -o /dev/null -e trace={calls} {injected}",
        };
    }
}
