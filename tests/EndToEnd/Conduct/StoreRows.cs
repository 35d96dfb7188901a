using System.IO.Compression;

using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Whole C-STORE requests that are not what they should be; a good object follows each.</summary>
internal static class StoreRows
{
    public static readonly ConductRow[] All = [.. Requests(), .. DataSets(), .. Bombs()];

    private static IEnumerable<ConductRow> Requests()
    {
        yield return Object("store-no-class", Request().Without(Command.AffectedSopClass));
        yield return Object("store-no-class +B", Request().Without(Command.AffectedSopClass), "+B");
        yield return Object("store-no-instance", Request().Without(Command.AffectedSopInstance));
        yield return Object("store-no-instance +B", Request().Without(Command.AffectedSopInstance), "+B");
        yield return Object("store-no-instance --ignore", Request().Without(Command.AffectedSopInstance), "--ignore");
        yield return Object("store-no-id", Request().Without(Command.MessageId));
        yield return Object("store-no-priority", Request().Without(Command.Priority));
        yield return Object("store-priority-9", Request().Us(Command.Priority, 9));
        yield return Object("store-move-originator", Request().Text(Command.MoveOriginatorTitle, "X").Us(Command.MoveOriginatorMessage, 1));
        yield return On("store-on-get-context", _ => 1);
        yield return On("store-on-verification", scene => scene.Peer.ContextOf(Uids.Verification));
        yield return On("store-on-other-class", scene => scene.Peer.ContextOf(Uids.MrImage));
        yield return ConductRow.InGet("store-class-unknown", scene =>
        {
            scene.SendCommand(Command.StoreRq(1, "1.2.99", Scene.Instance), scene.Ct, Scene.Data(sopClass: "1.2.99"));
            Good(scene);
        });
        yield return Object("store-other-class", Command.StoreRq(1, Uids.MrImage, Scene.Instance));
        yield return Object("store-other-class +B", Command.StoreRq(1, Uids.MrImage, Scene.Instance), "+B");
        yield return Object("store-other-instance", Command.StoreRq(1, Uids.CtImage, "1.2.3.9"));
        yield return Object("store-other-instance +B", Command.StoreRq(1, Uids.CtImage, "1.2.3.9"), "+B");
        yield return Object("store-class-of-16000", Command.StoreRq(1, new string('1', 15_000), Scene.Instance));
        yield return ConductRow.InGet("store-twice-different", scene =>
        {
            scene.Store();
            scene.Store(data: Scene.Data(length: 102));
            scene.Final(0, completed: 2);
        });
        yield return ConductRow.InGet("store-twice", scene =>
        {
            scene.Store();
            scene.Store();
            scene.Final(0, completed: 2);
        });
    }

    private static IEnumerable<ConductRow> DataSets()
    {
        yield return Holding("data-set-empty", []);
        yield return Holding("data-set-empty +B", [], "+B");
        yield return Holding("data-set-zeros", new byte[1000]);
        yield return Holding("data-set-text", Hex.Parse("'HTTP/1.1 404 Not Found'"));
        yield return Holding("data-set-without-uids", Builder().Add(0x00100010, "PN", "X").Build());
        yield return Holding("data-set-uids-at-the-end", [.. Builder().Add(0x00280010, "OW", new byte[6 << 20]).Build(), .. Uid().Build()]);
        yield return Holding("data-set-cut", Scene.Data()[..^1]);
        yield return Holding("data-set-cut +B", Scene.Data()[..^1], "+B");
        yield return Holding("data-set-cut-in-header", [.. Scene.Data(), 0xE0, 0x7F, 0x11]);
        yield return Holding("data-set-4-gib", Uid().Header(0x7FE00010, "OW", 0xFFFFFFFE).Raw(new byte[100]).Build());
        yield return Holding("data-set-vr", Uid().Header(0x00100010, "\u0001\u0002", 4).Raw(new byte[100]).Build());
        yield return Holding("data-set-undefined-length", Uid().Header(0x7FE00010, "UT", 0xFFFFFFFF).Raw(new byte[100]).Build());
        yield return Holding("data-set-item-beyond", Uid().Header(0x00081140, "SQ", 16).Header(0xFFFEE000, "", 100).Raw(new byte[108]).Build());
        yield return Holding("data-set-delimiter", Uid().Header(0xFFFEE0DD, "", 0).Build());
        yield return Holding("data-set-open-sequence", Uid().Header(0x00081140, "SQ", 0xFFFFFFFF).Header(0xFFFEE000, "", 0xFFFFFFFF).Build());
        yield return Holding("data-set-fragment-4-gib", Uid().Header(0x7FE00010, "OB", 0xFFFFFFFF).Header(0xFFFEE000, "", 0xFFFFFFFE).Build());
        yield return Holding("data-set-long-uid", Builder().Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", new string('1', 60_000)).Build());
        yield return Holding("data-set-line-break", Scene.Data("1.2\nF: forged\u001b[2J"));
        yield return Object("data-set-wrong-syntax", Request(), Scene.Data(transferSyntax: Uids.ExplicitBig));
        yield return Holding("data-set-nested-100000", Nested(100_000, 0xFFFFFFFF));
        yield return Holding("data-set-nested-100000 +B", Nested(100_000, 0xFFFFFFFF), "+B");
        yield return Holding("data-set-nested-60", [.. Nested(60, 0xFFFFFFFF), .. Closed(60)]);
        yield return Holding("data-set-nested-with-lengths", Nested(100_000, 0x7FFFFFF0));
        yield return Holding("data-set-long-malformed", [.. Uid().Header(0x00281201, "OW", 8 << 20).Raw(new byte[8 << 20]).Build(), .. new byte[7]]);
    }

    /// <summary>A deflated data set of little length that inflates to a lot.</summary>
    private static IEnumerable<ConductRow> Bombs()
    {
        byte[] bomb = Deflate(Scene.Data(length: 256 << 20));
        byte[] nested = Deflate(Nested(2_000_000, 0xFFFFFFFF));
        yield return Holding("deflate-bomb", bomb, "+xd") with { Check = (_, _) => Assert.IsLessThan(1 << 20, bomb.Length) };
        yield return Holding("deflate-bomb-nested", nested, "+xd");
        yield return Holding("deflate-bomb-cut", bomb[..^10], "+xd");
        yield return Holding("deflate-garbage", [7, .. new byte[1000]], "+xd");
        yield return Holding("deflate-not-at-all", Scene.Data(), "+xd");
        yield return Holding("deflate-empty", [], "+xd");
    }

    private static Command Request()
    {
        return Command.StoreRq(1, Uids.CtImage, Scene.Instance);
    }

    private static DataSetBuilder Builder()
    {
        return new DataSetBuilder();
    }

    private static DataSetBuilder Uid()
    {
        return Builder().Add(0x00080016, "UI", Uids.CtImage).Add(0x00080018, "UI", Scene.Instance);
    }

    /// <summary>Sequences and items within each other, none of them ended.</summary>
    private static byte[] Nested(int depth, long length)
    {
        DataSetBuilder builder = Uid();
        for (int i = 0; i < depth; i++)
        {
            builder.Header(0x00081140, "SQ", length).Header(0xFFFEE000, "", length);
        }

        return builder.Build();
    }

    private static byte[] Closed(int depth)
    {
        DataSetBuilder builder = Builder();
        for (int i = 0; i < depth; i++)
        {
            builder.Header(0xFFFEE00D, "", 0).Header(0xFFFEE0DD, "", 0);
        }

        return builder.Build();
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using MemoryStream target = new();
        using (DeflateStream deflate = new(target, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return target.ToArray();
    }

    private static ConductRow Holding(string id, byte[] data, params string[] arguments)
    {
        return Object(id, Request(), data, arguments);
    }

    private static ConductRow Object(string id, Command request, params string[] arguments)
    {
        return Object(id, request, Scene.Data(), arguments);
    }

    private static ConductRow Object(string id, Command request, byte[] data, params string[] arguments)
    {
        return ConductRow.InGet(id, scene =>
        {
            scene.SendCommand(request, scene.Ct, data);
            Good(scene);
        }, arguments);
    }

    private static ConductRow On(string id, Func<Scene, int> context)
    {
        return ConductRow.InGet(id, scene =>
        {
            scene.SendCommand(Request(), context(scene), Scene.Data());
            Good(scene);
        });
    }

    /// <summary>Whatever became of the one before.</summary>
    private static void Good(Scene scene)
    {
        bool isDeflated = scene.Peer.Request.Contexts[1].TransferSyntaxes[0] == Uids.DeflatedLittle;
        byte[] data = Scene.Data("1.9", transferSyntax: isDeflated ? Uids.DeflatedLittle : Uids.ExplicitLittle);
        scene.SendCommand(Command.StoreRq(9, Uids.CtImage, "1.9"), scene.Ct, data);
        scene.Final(0xB000, completed: 1, failed: 1);
    }
}
