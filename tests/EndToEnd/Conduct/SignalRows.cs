using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Signals in every phase of a run.</summary>
internal static class SignalRows
{
    private static readonly (string Name, int Number)[] Signals =
        [("int", RunningTool.SigInt), ("term", RunningTool.SigTerm), ("hup", RunningTool.SigHup)];

    public static readonly ConductRow[] All =
        [.. Early(), .. InFlight(), .. Abandoned(), .. Unheard(), .. Releasing(), .. Others()];

    private static IEnumerable<ConductRow> Early()
    {
        foreach ((string name, int number) in Signals)
        {
            yield return ConductRow.Alone($"signal-connecting-{name}", "-v") with
            {
                Prepare = scene => scene.Port = scene.DeafPort(),
                Meanwhile = scene =>
                {
                    scene.Tool.WaitForError("Requesting Association");
                    scene.Tool.Signal(number);
                },
            };
            yield return ConductRow.Alone($"signal-connecting-timeout-{name}", "-v", "-to", "20") with
            {
                Prepare = scene => scene.Port = scene.DeafPort(),
                Meanwhile = scene =>
                {
                    scene.Tool.WaitForError("Requesting Association");
                    scene.Tool.Signal(number);
                },
                Waits = 0,
            };
            yield return new ConductRow($"signal-negotiating-{name}", scene =>
            {
                scene.Peer.ExpectRequest();
                scene.Tool.Signal(number);
            });
        }
    }

    /// <summary>Nobody reads standard error, and its pipe is full: what is to be logged stays there for ever.</summary>
    private static IEnumerable<ConductRow> Unheard()
    {
        yield return ConductRow.Alone("signal-unheard-connecting") with
        {
            Prepare = scene => scene.Port = scene.DeafPort(),
            Shell = scene => scene.FullError(),
            Meanwhile = scene =>
            {
                scene.WaitForSyscall("connect");
                scene.Tool.Signal(RunningTool.SigTerm);
            },
            Waits = 0,
        };
        foreach ((string name, int number) in Signals)
        {
            yield return Unheard(Cancelled($"signal-unheard-{name}", number, scene => scene.Final(0xFE00)), 0);
        }

        yield return Unheard(Cancelled("signal-unheard-grace-over", RunningTool.SigInt, _ => { }, "--cancel-grace", "1"), 1);
        yield return Unheard(Cancelled("signal-unheard-twice", RunningTool.SigInt, scene => scene.Tool.Signal(RunningTool.SigTerm)), 0);
        yield return Unheard(Stuck("signal-stuck-grace-over", RunningTool.SigTerm, _ => { }, "--cancel-grace", "1", "+B"), 1);
        yield return Unheard(
            Stuck("signal-stuck-twice", RunningTool.SigInt, scene => scene.Tool.Signal(RunningTool.SigInt), "+B"), 0);
        yield return Unheard(ConductRow.InGet("stderr-stalls", scene =>
        {
            // Its warning is stuck for longer than the peer may be silent.
            scene.SendCommand(Command.GetRsp(0, Uids.PatientRootGet, 0xFF00), 1);
            scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct, Scene.Data());
            Thread.Sleep(3500);
            scene.DrainError();
            scene.Peer.ExpectStoreResponse(0);
            scene.Final(0, completed: 1);
        }, "-td", "2"), 3);
    }

    private static ConductRow Unheard(ConductRow row, int waits)
    {
        return row with { Shell = scene => scene.FullError(), Waits = waits };
    }

    /// <summary>The program itself is stuck with a warning within an object when the signal comes.</summary>
    private static ConductRow Stuck(string id, int signal, Action<Scene> script, params string[] arguments)
    {
        return ConductRow.InGet(id, scene =>
        {
            HalfAnObject(scene);
            scene.WaitForPart();
            scene.SendData(scene.Ct, false, false, new byte[3]);
            scene.WaitForSyscall("write");
            scene.Tool.Signal(signal);
            scene.Peer.ExpectMessage(Command.CCancelRq);
            script(scene);
        }, arguments);
    }

    private static IEnumerable<ConductRow> InFlight()
    {
        foreach ((string name, int number) in Signals)
        {
            yield return Cancelled($"signal-idle-{name}", number, scene => scene.Final(0xFE00));
        }

        yield return Cancelled("signal-stores-follow", RunningTool.SigTerm, scene =>
        {
            scene.Store("1.2.3");
            scene.Store("1.2.4", messageId: 2);
            scene.Final(0xFE00, completed: 2);
        });
        foreach (string mode in (string[])["-B", "+B"])
        {
            yield return ConductRow.InGet($"signal-within-data {mode}", scene =>
            {
                byte[] data = Scene.Data(length: 10_000);
                scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct);
                scene.SendData(scene.Ct, false, false, data[..5000]);
                scene.Tool.Signal(RunningTool.SigInt);
                scene.Peer.ExpectMessage(Command.CCancelRq);
                scene.SendData(scene.Ct, false, true, data[5000..]);
                scene.Peer.ExpectMessage(Command.CStoreRsp);
                scene.Final(0xFE00, completed: 1, remaining: 5);
            }, mode);
        }

        yield return Cancelled("signal-success-follows", RunningTool.SigInt, scene => scene.Final());
        yield return Cancelled("signal-warning-follows", RunningTool.SigInt, scene => scene.Final(0xB000, failed: 3));
        yield return Cancelled("signal-failure-follows", RunningTool.SigInt, scene => scene.Final(0xC001));
        yield return Cancelled("signal-second-query-left-out", RunningTool.SigInt, scene => scene.Final(0xFE00)) with { QueryFiles = 2 };
        yield return Cancelled("signal-verbose", RunningTool.SigInt, scene => scene.Final(0xFE00), "-v");
        yield return Cancelled("signal-dcmtk-status", RunningTool.SigInt, scene => scene.Final(0xFE00), "--dcmtk-exit-status");
        yield return Cancelled("signal-abort-option", RunningTool.SigInt, scene => scene.Final(0xFE00), "--abort");
        yield return Cancelled("signal-grace-max", RunningTool.SigInt, scene => scene.Final(0xFE00), "--cancel-grace", "2147483647") with
        {
            Waits = 0,
        };
    }

    /// <summary>The peer does not end in order.</summary>
    private static IEnumerable<ConductRow> Abandoned()
    {
        yield return Cancelled("signal-grace-over", RunningTool.SigInt, _ => { }, "--cancel-grace", "1") with { Waits = 1 };
        yield return Cancelled("signal-grace-0", RunningTool.SigTerm, _ => { }, "--cancel-grace", "0") with { Waits = 0 };
        yield return Cancelled("signal-grace-over-within-data", RunningTool.SigInt, HalfAnObject, "--cancel-grace", "1", "+B") with
        {
            Waits = 1,
        };
        foreach ((string name, int number) in Signals)
        {
            yield return Cancelled($"signal-int-{name}", RunningTool.SigInt, scene => scene.Tool.Signal(number));
        }

        yield return Cancelled("signal-term-int", RunningTool.SigTerm, scene => scene.Tool.Signal(RunningTool.SigInt));
        yield return Cancelled("signal-twice-within-data", RunningTool.SigInt, scene =>
        {
            HalfAnObject(scene);
            scene.WaitForPart();
            scene.Tool.Signal(RunningTool.SigInt);
        }, "+B");
        yield return Cancelled("signal-peer-aborts", RunningTool.SigInt, scene => scene.Send(Pdu.Abort(0, 0)));
        yield return Cancelled("signal-peer-closes", RunningTool.SigInt, scene => scene.Peer.Close());
        yield return Cancelled("signal-peer-releases", RunningTool.SigInt, scene => scene.Send(Pdu.ReleaseRq()));
        yield return Cancelled("signal-peer-breaks-protocol", RunningTool.SigInt, scene => scene.Send("63 00 00000000"));
        yield return Cancelled("signal-peer-silent-td", RunningTool.SigInt, _ => { }, "-td", "1") with { Waits = 1 };
    }

    private static IEnumerable<ConductRow> Releasing()
    {
        yield return InRelease("signal-releasing", scene => scene.Send(Pdu.ReleaseRp()));
        yield return InRelease("signal-releasing-grace-over", scene => scene.Peer.Stall(), "--cancel-grace", "1") with { Waits = 1 };
        yield return InRelease("signal-releasing-twice", scene =>
        {
            scene.Tool.WaitForError("SIGINT");
            scene.Tool.Signal(RunningTool.SigTerm);
            scene.Peer.Stall();
        });
    }

    private static IEnumerable<ConductRow> Others()
    {
        yield return ConductRow.InGet("signal-hup-ignored", scene =>
        {
            scene.Tool.Signal(RunningTool.SigHup);
            scene.Store();
            scene.Final(0, completed: 1);
        }) with
        { Shell = _ => "trap '' HUP; exec" };
        yield return Warned("stderr-closed") with { Shell = _ => "exec 2>&-; exec" };
        yield return Warned("stderr-and-stdin-closed") with { Shell = _ => "exec 0<&- 2>&-; exec" };
        yield return Warned("stderr-full") with { Shell = _ => "exec 2>/dev/full; exec" };
        yield return Warned("stderr-pipe-broken") with
        {
            Shell = scene => $"cd '{Path.GetDirectoryName(scene.Output)}'; mkfifo pipe; exec 3<>pipe 2>pipe 3<&-; exec",
        };
    }

    private static ConductRow Cancelled(string id, int signal, Action<Scene> script, params string[] arguments)
    {
        return ConductRow.InGet(id, scene =>
        {
            scene.Tool.Signal(signal);
            scene.Peer.ExpectMessage(Command.CCancelRq);
            script(scene);
        }, arguments);
    }

    private static ConductRow InRelease(string id, Action<Scene> script, params string[] arguments)
    {
        return ConductRow.InGet(id, scene =>
        {
            scene.Final();
            scene.Peer.Expect(Pdu.ReleaseRqType);
            scene.Tool.Signal(RunningTool.SigInt);
            scene.Tool.WaitForError("SIGINT");
            script(scene);
        }, arguments);
    }

    private static void HalfAnObject(Scene scene)
    {
        scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct);
        scene.SendData(scene.Ct, false, false, Scene.Data(length: 10_000)[..5000]);
    }

    /// <summary>Something is logged, and nobody hears it.</summary>
    private static ConductRow Warned(string id)
    {
        return ConductRow.InGet(id, scene =>
        {
            scene.SendCommand(Command.GetRsp(0, Uids.PatientRootGet, 0xFF00), 1);
            scene.Store();
            scene.Store();
            scene.Final(0, completed: 2);
        }) with
        {
            Check = (scene, _) =>
            {
                Part10File file = Part10File.Read(Path.Combine(scene.Output, "CT.1.2.3.4"))!;
                Assert.IsTrue(Scene.Data().AsSpan().SequenceEqual(file.ReadData()), "the log is in the file");
            },
        };
    }
}
