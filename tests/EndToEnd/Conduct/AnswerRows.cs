using GetScu.Dicom;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>The association has been asked for.</summary>
internal static class AnswerRows
{
    public static readonly ConductRow[] All =
    [
        .. Pdus(), .. Endings(), .. Malformed(), .. Contexts(), .. Items(),
    ];

    /// <summary>Anything but an answer.</summary>
    private static IEnumerable<ConductRow> Pdus()
    {
        yield return Instead("answer-pdu-00", "00 00 00000000");
        yield return Instead("answer-pdu-08", "08 00 00000004 00000000");
        yield return Instead("answer-pdu-ff", "FF 00 FFFFFFFF");
        yield return Instead("answer-http", "'HTTP/1.1 400 Bad Request' 0D0A 0D0A");
        yield return Instead("answer-request", "01 00 00000004 00000000");
        yield return Instead("answer-data", "04 00 00000006 00000002 01 03");
        yield return Instead("answer-release-rq", "05 00 00000004 00000000");
        yield return Instead("answer-release-rp", "06 00 00000004 00000000");
        yield return Instead("answer-abort", "07 00 00000004 00000201");
        yield return Instead("answer-abort-long", "07 00 00000005 0000000000");
        yield return Instead("answer-reject", "03 00 00000004 00 01 01 07");
        yield return Instead("answer-reject-transient", "03 00 00000004 00 02 03 02");
        yield return Instead("answer-reject-unknown", "03 00 00000004 00 09 08 07");
        yield return Instead("answer-reject-short", "03 00 00000003 00 01 01");
        yield return Instead("answer-4-gib", "02 00 FFFFFFFF 0001 0000");
    }

    /// <summary>No answer, or not all of it.</summary>
    private static IEnumerable<ConductRow> Endings()
    {
        byte[] half = Goldens.AssociateAc[..100];
        yield return new ConductRow("answer-close", scene =>
        {
            scene.Peer.ExpectRequest();
            scene.Peer.Close();
        });
        yield return new ConductRow("answer-reset", scene =>
        {
            scene.Peer.ExpectRequest();
            scene.Peer.Reset();
        });
        yield return new ConductRow("answer-truncated", scene =>
        {
            scene.Peer.ExpectRequest();
            scene.Send(half);
            scene.Peer.Close();
        });
        yield return new ConductRow("answer-silence", scene => scene.Peer.ExpectRequest(), "-ta", "2") with { Waits = 2 };
        yield return new ConductRow("answer-half", scene =>
        {
            scene.Peer.ExpectRequest();
            scene.Send(half);
        }, "-ta", "2") with
        { Waits = 2 };
        yield return new ConductRow("answer-trickle", scene =>
        {
            scene.Peer.ExpectRequest();
            scene.Trickle(scene.Peer.Request.AcceptAll().Build());
        }, "-ta", "2") with
        { Waits = 2 };
        yield return new ConductRow("answer-stopped", scene =>
        {
            scene.Peer.ExpectRequest();
            scene.Tool.Signal(RunningTool.SigStop);
            Thread.Sleep(4000);
            scene.Tool.Signal(RunningTool.SigCont);
            Thread.Sleep(500);
            scene.Send(scene.Peer.Request.AcceptAll().Build());
            Succeed(scene);
        }, "-ta", "3") with
        { Waits = 4 };
        yield return new ConductRow("timeouts-largest", scene =>
        {
            scene.Get();
            scene.Final();
        }, "-to", "2147483647", "-ta", "2147483647", "-td", "2147483647") with
        { Waits = 0 };
        yield return ConductRow.Alone("connect-timeout", "-to", "2") with { Prepare = scene => scene.Port = scene.DeafPort(), Waits = 2 };
        yield return ConductRow.Alone("connect-continued", "-to", "2") with
        {
            Prepare = scene => scene.Port = scene.DeafPort(),
            Meanwhile = scene =>
            {
                while (!scene.Tool.HasExited)
                {
                    scene.Tool.SignalQuietly(RunningTool.SigCont);
                    Thread.Sleep(700);
                }
            },
            Waits = 2,
        };
    }

    private static IEnumerable<ConductRow> Malformed()
    {
        yield return Instead("answer-empty", "02 00 00000000");
        yield return Changed("answer-short", body => body[..67]);
        yield return Changed("answer-version-2", body => [0, 2, .. body[2..]]);
        yield return Changed("answer-versions-1-2", body => [0, 3, .. body[2..]]);
        yield return Changed("answer-item-header", body => [.. body, 0x21, 0, 0]);
        yield return Changed("answer-item-beyond", body => [.. body, 0x99, 0, 0, 5, 0, 0, 0, 0]);
        yield return Changed("answer-context-short", body => [.. body, 0x21, 0, 0, 2, 1, 0]);
        yield return Changed("answer-syntax-beyond", body => [.. body, .. Hex.Parse("21 00 0008 F3 00 00 00 40 00 0001")]);
        yield return Changed("answer-user-item-beyond", body => [.. body, .. Hex.Parse("50 00 0004 52 00 0001")]);
        yield return Changed("answer-maximum-of-2-bytes", body => [.. body, .. Hex.Parse("50 00 0006 51 00 0002 4000")]);
        yield return Changed("answer-role-beyond", body => [.. body, .. Hex.Parse("50 00 0008 54 00 0004 0100 3130")]);
        yield return Accepting("answer-maximum-7", answer => answer.MaximumLength = 7);
        yield return Accepting("answer-maximum-8", answer => answer.MaximumLength = 8);
        yield return Accepting("answer-maximum-8-verbose", answer => answer.MaximumLength = 8) with { Arguments = ["-v"] };
        yield return Accepting("answer-maximum-12-verbose", answer => answer.MaximumLength = 12) with { Arguments = ["-v"] };
        yield return Accepting("answer-maximum-17-verbose", answer => answer.MaximumLength = 17) with { Arguments = ["-v"] };
        yield return Accepting("answer-maximum-0", answer => answer.MaximumLength = 0);
        yield return Accepting("answer-maximum-4-gib", answer => answer.MaximumLength = uint.MaxValue);
        yield return Accepting("answer-maximum-missing", answer => answer.MaximumLength = null);
    }

    private static IEnumerable<ConductRow> Contexts()
    {
        yield return Accepting("answer-nothing", answer => answer.Contexts.Clear());
        yield return Accepting("answer-all-rejected", answer => Change(answer, _ => true, context => context with { Result = 3 }));
        yield return Accepting(
            "answer-all-rejected-empty", answer => Change(answer, _ => true, context => context with { Result = 4, TransferSyntax = "" }));
        yield return Accepting(
            "answer-all-rejected-bare", answer => Change(answer, _ => true, context => context with { Result = 2, TransferSyntax = null }));
        yield return Accepting("answer-result-255-twice", answer =>
        {
            Change(answer, id => id == 3, context => context with { Result = 255 });
            Add(answer, 3, 0, Uids.ExplicitLittle);
        });
        yield return Accepting("answer-result-unknown", answer => Change(answer, _ => true, context => context with { Result = 9 }));
        yield return Accepting("answer-get-rejected", answer => Change(answer, id => id == 1, context => context with { Result = 1 }));
        yield return Accepting("answer-get-missing", answer => answer.Contexts.RemoveAt(0));
        yield return Accepting("answer-get-alone", answer => answer.Contexts.RemoveAll(context => context.Id != 1));
        yield return Accepting("answer-some-rejected", answer => Change(answer, id => id % 4 == 3, context => context with { Result = 3 }));
        yield return Accepting("answer-unproposed-id", answer => Add(answer, 255, 0, Uids.ImplicitLittle));
        yield return Accepting("answer-even-id", answer => Add(answer, 2, 0, Uids.ImplicitLittle));
        yield return Accepting("answer-twice", answer => Add(answer, 3, 0, Uids.ImplicitLittle));
        yield return Accepting("answer-get-twice", answer =>
        {
            Change(answer, id => id == 1, context => context with { Result = 3 });
            Add(answer, 1, 0, Uids.ExplicitLittle);
        });
        yield return Accepting("answer-10000-times", answer =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                answer.Contexts.Add(new AnsweredContext(1, 3, null));
            }
        });
        yield return Accepting(
            "answer-unproposed-syntax", answer => Change(answer, id => id == 3, context => context with { TransferSyntax = "1.2.3" }));
        yield return Accepting(
            "answer-get-unproposed-syntax", answer => Change(answer, id => id == 1, context => context with { TransferSyntax = "1.2.3" }));
        yield return Accepting(
            "answer-syntax-missing", answer => Change(answer, id => id == 3, context => context with { TransferSyntax = null }));
        yield return Accepting(
            "answer-syntax-empty", answer => Change(answer, id => id == 3, context => context with { TransferSyntax = "" }));
        yield return Accepting(
            "answer-syntax-padded", answer => Change(answer, id => id == 1, context => context with { TransferSyntax = Uids.ExplicitLittle + "\0" }));
        yield return Changed("answer-two-syntaxes", body =>
        [
            .. body[..68],
            .. Hex.Parse("21 00 002F 01 00 00 00 40 00 0013 '1.2.840.10008.1.2.1' 40 00 0010 '1.2.840.10008.1 '"), .. body[68..],
        ]);
        yield return Accepting("answer-line-break", answer => Change(
            answer, id => id == 3, context => context with { TransferSyntax = "1\nF: forged\x1b[2J" }));
    }

    private static IEnumerable<ConductRow> Items()
    {
        yield return Accepting("answer-unknown-items", answer =>
        {
            answer.ExtraItems = Hex.Parse("99 00 0002 0000 11 00 0000");
            answer.ExtraUserItems = Hex.Parse("58 00 0002 0000 53 00 0004 00010001 57 00 0001 00 FF 00 0000");
        });
        yield return Accepting("answer-other-titles", answer =>
        {
            answer.Called = "";
            answer.Calling = "SOMEBODY ELSE";
            answer.ApplicationContext = "1.2.3";
            answer.ImplementationClass = null;
            answer.ImplementationVersion = "";
        });
        yield return Changed("answer-no-user-information", body => body[..WithoutUser(body)]);
        yield return Accepting("answer-role-unproposed", answer => answer.Roles.Add(new Role("1.2.3", true, true)));
        yield return new ConductRow("answer-no-roles", scene =>
        {
            scene.Get(answer => answer.Roles.Clear());
            scene.Store("1.2.3");
            scene.Store("1.2.4");
            scene.Final(0, completed: 2);
        });
        yield return new ConductRow("answer-roles-denied", scene =>
        {
            scene.Get(answer =>
            {
                for (int i = 0; i < answer.Roles.Count; i++)
                {
                    answer.Roles[i] = answer.Roles[i] with { Scp = false };
                }
            });
            scene.Store();
            scene.Final(0, completed: 1);
        });
        yield return new ConductRow("answer-second", scene =>
        {
            scene.Get();
            scene.Send(Goldens.AssociateAc);
        });
        yield return new ConductRow("answer-unproposed-syntax-used", scene =>
        {
            scene.Get(answer => Change(answer, id => id == scene.Ct, context => context with { TransferSyntax = Uids.JpegBaseline }));
            scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct, Scene.Data());
        });
    }

    private static ConductRow Instead(string id, string hex)
    {
        return new ConductRow(id, scene =>
        {
            scene.Peer.ExpectRequest();
            scene.Send(hex);
        });
    }

    /// <summary>The answer's body, other than it should be.</summary>
    private static ConductRow Changed(string id, Func<byte[], byte[]> change)
    {
        return new ConductRow(id, scene =>
        {
            byte[] answer = scene.Peer.ExpectRequest().AcceptAll().Build();
            scene.Send(Pdu.Raw(Pdu.AssociateAcType, change(answer[6..])));
            Succeed(scene);
        });
    }

    /// <summary>An answer, and a C-GET without objects where one comes.</summary>
    private static ConductRow Accepting(string id, Action<AssociateAc> change)
    {
        return new ConductRow(id, scene =>
        {
            scene.Peer.Accept(change);
            Succeed(scene);
        });
    }

    private static void Succeed(Scene scene)
    {
        if (scene.Peer.TryExpectGet())
        {
            scene.Final();
        }
    }

    private static void Change(AssociateAc answer, Predicate<int> which, Func<AnsweredContext, AnsweredContext> change)
    {
        for (int i = 0; i < answer.Contexts.Count; i++)
        {
            answer.Contexts[i] = which(answer.Contexts[i].Id) ? change(answer.Contexts[i]) : answer.Contexts[i];
        }
    }

    private static void Add(AssociateAc answer, int id, int result, string transferSyntax)
    {
        answer.Contexts.Add(new AnsweredContext(id, result, transferSyntax));
    }

    /// <summary>Offset of the user information item, which the builder writes last.</summary>
    private static int WithoutUser(byte[] body)
    {
        int at = 68;
        while (body[at] != 0x50)
        {
            at += 4 + (body[at + 2] << 8) + body[at + 3];
        }

        return at;
    }
}
