using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>The disk stands still within an object, longer than a peer may be silent.</summary>
internal static class FrozenRows
{
    /// <summary>Until so many bytes are there, normal mode touches no disk.</summary>
    private const int Begun = 5 << 20;
    private const int Pieces = 10;
    private const int PieceLength = 3000;
    private const int Length = Begun + (Pieces * PieceLength);

    public static readonly ConductRow[] All = [.. Sending(), .. Silent(), Never()];

    /// <summary>The peer goes on sending.</summary>
    private static IEnumerable<ConductRow> Sending()
    {
        foreach (string mode in (string[])["-B", "+B"])
        {
            yield return InObject($"frozen {mode}", (scene, pieces) =>
            {
                Freeze(scene, pieces[0], () =>
                {
                    for (int i = 1; i < pieces.Length; i++)
                    {
                        Thread.Sleep(250);
                        Send(scene, pieces[i], isLast: i == pieces.Length - 1);
                    }
                });
                Complete(scene);
            }, mode, "-td", "1") with
            { Waits = 2 };
        }
    }

    /// <summary>The peer waits until the disk goes on, and a little longer.</summary>
    private static IEnumerable<ConductRow> Silent()
    {
        foreach (string mode in (string[])["-B", "+B"])
        {
            yield return InObject($"frozen-silent {mode}", (scene, pieces) =>
            {
                Freeze(scene, pieces[0], () => Thread.Sleep(5000));
                Thread.Sleep(1500);
                foreach (byte[] piece in pieces[1..])
                {
                    Send(scene, piece, isLast: piece == pieces[^1]);
                }

                Complete(scene);
            }, mode, "-td", "4") with
            { Waits = 6 };
        }
    }

    /// <summary>The peer never goes on: from when the disk does, its time counts.</summary>
    private static ConductRow Never()
    {
        return InObject("frozen-never", (scene, pieces) =>
        {
            Freeze(scene, pieces[0], () => Thread.Sleep(2500));
            scene.HoldOpen();
        }, "-td", "2") with
        { Waits = 4 };
    }

    private static ConductRow InObject(string id, Action<Scene, byte[][]> script, params string[] arguments)
    {
        return ConductRow.InGet(id, scene =>
        {
            byte[] data = Scene.Data(length: Length);
            scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct);
            foreach (byte[] piece in data[..Begun].Chunk(PieceLength))
            {
                Send(scene, piece, isLast: false);
            }

            scene.WaitForPart();
            script(scene, [.. data[Begun..].Chunk(PieceLength)]);
        }, arguments) with
        {
            Freezes = true,
            Check = (scene, result) => Assert.AreEqual(
                result.Status == 0, Directory.GetFiles(scene.Output).Any(file => new FileInfo(file).Length > Length)),
        };
    }

    /// <summary>The program is within the write of a piece as long as something takes.</summary>
    private static void Freeze(Scene scene, byte[] piece, Action during)
    {
        scene.Freezable!.Freeze();
        try
        {
            Send(scene, piece, isLast: false);
            scene.WaitForSyscall("writev");
            during();
            Assert.IsTrue(scene.IsInSyscall("writev"), "the disk did not stand still");
        }
        finally
        {
            scene.Freezable.Thaw();
        }
    }

    private static void Send(Scene scene, byte[] piece, bool isLast) => scene.SendData(scene.Ct, false, isLast, piece);

    private static void Complete(Scene scene)
    {
        scene.Peer.ExpectStoreResponse(0);
        scene.Final(0, completed: 1);
    }
}
