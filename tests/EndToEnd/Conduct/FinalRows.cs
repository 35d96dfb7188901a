using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Final responses: statuses of every class, counters against what came, lists of failed objects.</summary>
internal static class FinalRows
{
    /// <summary>PS3.7 annex C, PS3.4 C.4.3.1.4, and values that stand nowhere.</summary>
    private static readonly int[] Statuses =
    [
        0x0000, 0x0001, 0x0105, 0x0106, 0x0107, 0x0110, 0x0111, 0x0112, 0x0114, 0x0115, 0x0116, 0x0117, 0x0118, 0x0119, 0x0120,
        0x0121, 0x0122, 0x0123, 0x0124, 0x0210, 0x0211, 0x0212, 0x0213, 0x1234, 0xA700, 0xA701, 0xA702, 0xA900, 0xA9FF, 0xAA00,
        0xAA04, 0xB000, 0xB001, 0xBFFF, 0xC000, 0xC001, 0xCFFF, 0xD000, 0xFE00, 0xFF02, 0xFFFF,
    ];

    private static readonly string[] Syntaxes = [Uids.ImplicitLittle, Uids.ExplicitLittle, Uids.ExplicitBig, Uids.DeflatedLittle];

    public static readonly ConductRow[] All =
    [
        .. Statuses.Select(status => ConductRow.InGet($"status-{status:x4}", scene => scene.Final(status))), .. Details(), .. Missing(), .. Counters(),
        .. Lists(), .. Syntaxes.SelectMany(LongLists), .. Queries(),
    ];

    private static IEnumerable<ConductRow> Details()
    {
        yield return ConductRow.InGet("status-ff01-pending", scene =>
        {
            scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0xFF01), 1);
            scene.Final();
        });
        yield return Answering("comment-failure", Response(0xC001).Text(Command.ErrorComment, "disk on fire")
            .Bytes(Command.OffendingElement, Hex.Parse("0800 5200 1000 2000")));
        yield return Answering("comment-warning", Response(0xB000).Text(Command.ErrorComment, "half of it"));
        yield return Answering("comment-refused", Response(0xA702).Text(Command.ErrorComment, "busy"));
        yield return Answering("comment-success", Response(0).Text(Command.ErrorComment, "fine"));
        yield return Answering("comment-line-break", Response(0xC000).Text(Command.ErrorComment, "a\r\nF: forged\u001b[2J"));
        yield return Answering("comment-15000", Response(0xC000).Text(Command.ErrorComment, new string('x', 15_000)));
        yield return Answering("offending-odd", Response(0xA900).Bytes(Command.OffendingElement, Hex.Parse("0800 5200 10")));
    }

    /// <summary>A data set is announced, and does not come, or not all of it.</summary>
    private static IEnumerable<ConductRow> Missing()
    {
        foreach (int status in (int[])[0, 0xB000, 0xA702])
        {
            yield return ConductRow.InGet($"final-data-missing-{status:x4}", scene => scene.SendCommand(
                Command.GetRsp(1, Uids.PatientRootGet, status, hasData: true), 1), "-td", "2") with
            { Waits = 2 };
        }

        yield return ConductRow.InGet("pending-data-missing", scene => scene.SendCommand(
            Command.GetRsp(1, Uids.PatientRootGet, 0xFF00, hasData: true), 1), "-td", "2") with
        { Waits = 2 };
    }

    private static IEnumerable<ConductRow> Counters()
    {
        yield return Counting("counters-fit", 0, completed: 1, failed: 0, warning: 0);
        yield return Counting("counters-missing", 0);
        yield return Counting("counters-with-warning", 0, completed: 0, warning: 1);
        yield return Counting("success-failed", 0, completed: 1, failed: 2);
        yield return Counting("success-remaining", 0, completed: 1, remaining: 3);
        yield return Counting("success-more-completed", 0, completed: 2);
        yield return Counting("success-fewer-completed", 0, completed: 0);
        yield return Counting("success-65535", 0, completed: 65535, warning: 65535);
        yield return Counting("warning-nothing-failed", 0xB000, completed: 1, failed: 0);
        yield return Counting("warning-failed", 0xB000, completed: 1, failed: 1);
        yield return Counting("failure-failed", 0xA702, completed: 1, failed: 5);
    }

    private static IEnumerable<ConductRow> Lists()
    {
        yield return WithData("list", 0xB000, List().Add(0x00080058, "UI", "1.2.3\\1.2.4\\1.2.5").Build());
        yield return WithData("list-success", 0, List().Add(0x00080058, "UI", "1.2.3").Build());
        yield return WithData("list-failure", 0xA702, List().Add(0x00080058, "UI", "1.2.3").Build());
        yield return WithData("list-empty", 0, List().Add(0x00080058, "UI", "").Build());
        yield return WithData("list-separators", 0xB000, List().Add(0x00080058, "UI", "\\\\1.2.3\\\\\\").Build());
        yield return WithData("list-line-break", 0xB000, List().Add(0x00080058, "UI", "1.2\nF: forged\u001b[2J").Build());
        yield return WithData("list-no-uid", 0xB000, List().Add(0x00080058, "UI", new string('9', 1000)).Build());
        yield return WithData("list-cut", 0xB000, List().Add(0x00080058, "UI", "1.2.3\\1.2.4").Build()[..^3]);
        yield return WithData("list-behind-sequence", 0xB000, List()
            .Sequence(0x00080051, isUndefined: true, item => item.Add(0x00080058, "UI", "9.9.9"))
            .Add(0x00080058, "UI", "1.2.3").Build());
        yield return WithData("list-other-elements", 0, List().Add(0x00080005, "CS", "ISO_IR 100").Add(0x00080054, "AE", "PACS").Build());
        yield return WithData("list-malformed", 0xB000, Hex.Parse("FFFFFFFF FFFF FFFF"));
        yield return WithData("list-data-empty", 0, []);
        yield return ConductRow.InGet("list-pending", scene =>
        {
            byte[] list = List().Add(0x00080058, "UI", "1.2.3").Build();
            scene.SendCommand(Command.GetRsp(1, Uids.PatientRootGet, 0xFF00, hasData: true), 1, list);
            scene.Final(0xB000, failed: 1);
        });
    }

    /// <summary>Several mebibytes; the explicit ones as UN, since UI has room for 65534 bytes (PS3.5 6.2.2).</summary>
    private static IEnumerable<ConductRow> LongLists(string syntax)
    {
        string name = Array.IndexOf(Syntaxes, syntax) switch { 0 => "implicit", 1 => "little", 2 => "big", _ => "deflated" };
        string[] uids = [.. Enumerable.Range(0, 70_000).Select(i => $"{Uids.TestRoot}.1234567890.1234567890.{i:D6}")];
        string text = string.Join('\\', uids);
        string[] arguments = [syntax == Uids.DeflatedLittle ? "-xd" : syntax == Uids.ExplicitBig ? "-xb" : syntax == Uids.ImplicitLittle ? "-xi" : "-xe"];
        yield return ConductRow.InGet(
            $"list-70000-{name}", scene => scene.Final(0xB000, new DataSetBuilder(syntax).Add(0x00080058, "UN", text).Build()), arguments) with
        {
            Check = (_, result) => CollectionAssert.AreEqual(
                uids[..1000], result.ErrorLines[..1000].Select(line => line["W: Failed SOP Instance UID: ".Length..line.IndexOf(" (", StringComparison.Ordinal)]).ToArray()),
        };
        yield return ConductRow.InGet(
            $"list-32-mib-{name}",
            scene => scene.Final(0xB000, new DataSetBuilder(syntax).Add(0x00080058, "UN", new byte[32 << 20]).Build()), arguments);
    }

    private static IEnumerable<ConductRow> Queries()
    {
        yield return InTurn("queries-second-fails", 0, 0xA702);
        yield return InTurn("queries-first-fails", 0xA702, 0);
        yield return InTurn("queries-warning-then-failure", 0xB000, 0xA702);
        yield return InTurn("queries-failure-then-warning", 0xA702, 0xB000);
        yield return InTurn("queries-cancelled-by-peer", 0xFE00, 0);
        yield return InTurn("queries-repeated", 0xA702, 0xB000) with { QueryFiles = 1, Arguments = ["--repeat", "2"] };
        yield return ConductRow.InGet("queries-then-protocol-error", scene =>
        {
            scene.Final(0xB000);
            scene.Peer.ExpectGet();
            scene.Send("63 00 00000000");
        }) with
        { QueryFiles = 2 };
        yield return ConductRow.InGet("refused-then-lost", scene =>
        {
            scene.Store(data: []);
            scene.Peer.Close();
        });
        yield return ConductRow.InGet("queries-not-sent", scene =>
        {
            // The program stands still until the connection is gone.
            scene.Tool.Signal(RunningTool.SigStop);
            scene.Final();
            scene.Peer.ResetAndWait();
            scene.Tool.Signal(RunningTool.SigCont);
        }) with
        { QueryFiles = 2 };
    }

    private static DataSetBuilder List()
    {
        return new DataSetBuilder();
    }

    private static Command Response(int status)
    {
        return Command.GetRsp(1, Uids.PatientRootGet, status);
    }

    private static ConductRow Answering(string id, Command response)
    {
        return ConductRow.InGet(id, scene => scene.SendCommand(response, 1));
    }

    private static ConductRow WithData(string id, int status, byte[] data)
    {
        return ConductRow.InGet(id, scene => scene.Final(status, data));
    }

    /// <summary>One object has been stored.</summary>
    private static ConductRow Counting(
        string id, int status, int? completed = null, int? failed = null, int? warning = null, int? remaining = null)
    {
        return ConductRow.InGet(id, scene =>
        {
            scene.Store();
            scene.Final(status, completed, failed, warning, remaining);
        });
    }

    private static ConductRow InTurn(string id, int first, int second)
    {
        return ConductRow.InGet(id, scene =>
        {
            scene.Final(first);
            scene.Peer.ExpectGet();
            scene.Final(second);
        }) with
        { QueryFiles = 2 };
    }
}
