using GetScu.Dicom;
using GetScu.Tests.Support;

using static GetScu.Tests.EndToEnd.LogScripts;

namespace GetScu.Tests.EndToEnd;

/// <summary>One conversation, and what has to differ between the reference's log of it and this program's.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Script">The peer.</param>
/// <param name="Arguments">Of both programs.</param>
internal sealed record LogRow(string Name, Action<Conversation> Script, params string[] Arguments)
{
    private const string Aborted = "Peer aborted Association (or never connected)";

    private const string AbortFailed =
        "E: Association Abort Failed: 0006:0303 DUL Finite State Machine Error: No action defined, state 1 event 14";

    public static readonly LogRow[] All =
    [
        new("an object", Retrieve()),
        new("bit preserving", Retrieve(), "+B"),
        new("ignored", Retrieve(), "--ignore"),
        new("overwritten", Retrieve(2)),
        new("study root", Retrieve(), "-S"),
        new("patient/study only", Retrieve(), "-O"),
        new("titles and length", Retrieve(), "-aet", "ME", "-aec", "THE PEER", "-pdu", "8192"),
        new("big first", Retrieve(), "+xb"),
        new("presentation contexts", Retrieve(), "+v"),
        new("abort instead of release", Ending(peer => peer.ExpectAbort(0, 0)), "--abort"),
        new("DIMSE timeout", peer => { Accept(peer); peer.ExpectGet(); peer.Stall(); }, "-td", "1")
        {
            Theirs =
            [
                "D: setting network send timeout to 60 seconds", "D: setting network receive timeout to 60 seconds",
                "E: Failed receiving DIMSE command: 0006:0207 DIMSE No data available (timeout in non-blocking mode)",
            ],
            Ours =
            [
                "D: setting network send timeout to 1 seconds", "D: setting network receive timeout to 1 seconds",
                "E: Failed receiving DIMSE command: 0006:0207 DIMSE No data available (timeout in non-blocking mode) " +
                "(no message from peer for 1 s)",
            ],
        },
        new("no limit", Ending(answer: answer => answer.MaximumLength = 0)),
        new("no maximum length", Ending(answer: answer => answer.MaximumLength = null)),
        new("64 bytes", Ending(answer: answer => answer.MaximumLength = 64)),
        new("a megabyte", Ending(answer: answer => answer.MaximumLength = 1 << 20)),
        new("every result", Ending(answer: EveryResult)),
        new("every role", Ending(answer: EveryRole)),
        new("other titles", Ending(answer: answer => (answer.Called, answer.Calling) = ("SOMEBODY", "SOMEBODY ELSE"))),
        new("no implementation", Ending(answer: answer => (answer.ImplementationClass, answer.ImplementationVersion) = (null, null))),
        new("implicit", Ending(answer: answer => answer.Contexts[0] = answer.Contexts[0] with { TransferSyntax = Uids.ImplicitLittle }))
        {
            // What is sent, not what the keys were collected in.
            Theirs = ["D: # Used TransferSyntax: Little Endian Explicit"],
            Ours = ["D: # Used TransferSyntax: Little Endian Implicit"],
        },
        new("several keys", Ending(), "-k", "PatientName=A^B", "-k", "0020,0010=", "-k", "0008,0018=1.2\\1.3", "-k", "0028,0010=512"),
        new("nested keys", Ending(), "-k", "0008,1140[0].0008,1155=1.2.3")
        {
            // The reference has not counted yet.
            Theirs =
            [
                "D: (0008,1140) SQ (Sequence with explicit length #=1)      #   0, 1 ReferencedImageSequence",
                "D:   (fffe,e000) na (Item with explicit length #=1)          #   0, 1 Item",
            ],
            Ours =
            [
                "D: (0008,1140) SQ (Sequence with explicit length #=1)      #  22, 1 ReferencedImageSequence",
                "D:   (fffe,e000) na (Item with explicit length #=1)          #  14, 1 Item",
            ],
        },
        new("priority high, all of the originator", Store(store => store.Us(Command.Priority, 1)
            .Text(Command.MoveOriginatorTitle, "MOVER").Us(Command.MoveOriginatorMessage, 77))),
        new("priority low, id of the originator", Store(store => store.Us(Command.Priority, 2)
            .Us(Command.MoveOriginatorMessage, 65535))),
        new("unknown priority, title of the originator", Store(store => store.Us(Command.Priority, 3)
            .Text(Command.MoveOriginatorTitle, "MOVER"))),
        new("no counters", Respond(response => response.Without(Command.Completed).Without(Command.Failed).Without(Command.Warning))),
        new("some counters", Respond(response => response.Without(Command.Failed).Us(Command.Remaining, 0))),
        new("no SOP class", Respond(response => response.Without(Command.AffectedSopClass))),
        new("status detail", Respond(response => response.Us(Command.Status, 0xA702)
            .Bytes(Command.OffendingElement, [0x08, 0, 0x52, 0, 0x10, 0, 0x20, 0]).Text(Command.ErrorComment, "no space")
            .Us(0x0903, 7)))
        {
            Ours = ["E: Error Comment: no space", "E: Offending Element: (0008,0052)", "E: Offending Element: (0010,0020)"],
        },
        new("statuses", EveryStatus, "--repeat", $"{Statuses.Length}"),
        new("unexpected command", Unexpected)
        {
            Theirs = ["E: Expected C-GET response or C-STORE request but received DIMSE command 0x0020"],
            Ours =
            [
                "E: Failed receiving DIMSE command: Expected C-GET response or C-STORE request but received DIMSE command 0x0020",
            ],
        },
        new("abort", peer => { Accept(peer); peer.ExpectGet(); peer.Send(Pdu.Abort(2, 1)); peer.Close(); })
        {
            Theirs = [$"E: Failed receiving DIMSE command: 0006:0317 {Aborted}"],
            Ours =
            [
                $"E: Failed receiving DIMSE command: 0006:0317 {Aborted} (A-ABORT, source 2, reason 1)",
                "W: Peer aborted right after the C-GET request: it may not allow C-GET for calling AE title GETSCU",
            ],
        },
        new("closed", peer => { Accept(peer); peer.ExpectGet(); peer.Close(); })
        {
            Theirs = [$"E: Failed receiving DIMSE command: 0006:0317 {Aborted}"],
            Ours = [$"E: Failed receiving DIMSE command: 0006:0317 {Aborted} (connection closed by peer)"],
        },
        new("released by peer", peer => { Accept(peer); peer.ExpectGet(); peer.Send(Pdu.ReleaseRq()); peer.Close(); }),
        new("nothing accepted", peer =>
        {
            Accept(peer, answer =>
            {
                List<AnsweredContext> refused = answer.Contexts.ConvertAll(context => context with { Result = 3 });
                answer.Contexts.Clear();
                answer.Contexts.AddRange(refused);
            });
            peer.Close();
        }),
        new("no C-GET context", peer =>
        {
            Accept(peer, answer => Answer(answer, 1, 4));
            peer.Close();
        })
        {
            // The reference goes without a word to its peer.
            Ours = ["I: Releasing Association", $"E: Association Release Failed: 0006:0317 {Aborted} (connection closed by peer)",
                "I: Aborting Association"],
        },
        new("abort while negotiating", peer => { peer.ExpectRequest(); peer.Send(Pdu.Abort(0, 0)); peer.Close(); })
        {
            Theirs = [$"F: Could not negotiate association: {Aborted}"],
            Ours = [$"F: Could not negotiate association: {Aborted} (A-ABORT, source 0, reason 0)"],
        },
        new("closed while negotiating", peer => { peer.ExpectRequest(); peer.Close(); })
        {
            Theirs = [$"F: Could not negotiate association: {Aborted}"],
            Ours = [$"F: Could not negotiate association: {Aborted} (connection closed by peer)"],
        },
        new("abort while releasing", Ending(peer => { peer.Expect(Pdu.ReleaseRqType); peer.Send(Pdu.Abort(2, 0)); peer.Close(); }))
        {
            Theirs = [$"E: Association Release Failed: 0006:0317 {Aborted}", AbortFailed],
            Ours = [$"E: Association Release Failed: 0006:0317 {Aborted} (A-ABORT, source 2, reason 0)"],
        },
        new("closed while releasing", Ending(peer => { peer.Expect(Pdu.ReleaseRqType); peer.Close(); }))
        {
            Theirs = [$"E: Association Release Failed: 0006:0317 {Aborted}", AbortFailed],
            Ours = [$"E: Association Release Failed: 0006:0317 {Aborted} (connection closed by peer)"],
        },
        .. Rejections(),
    ];

    /// <summary>Lines of the reference alone.</summary>
    public string[] Theirs { get; init; } = [];

    /// <summary>Lines of this program alone.</summary>
    public string[] Ours { get; init; } = [];

    private static IEnumerable<LogRow> Rejections()
    {
        (int Source, int Reason, string Text)[] reasons =
        [
            (1, 1, "source: Service User, reason: No Reason"),
            (1, 2, "source: Service User, reason: App Context Name Not Supported"),
            (1, 3, "source: Service User, reason: Calling AE Title Not Recognized"),
            (1, 7, "source: Service User, reason: Called AE Title Not Recognized"),
            (2, 1, "source: Service Provider (ACSE Related), reason: No Reason"),
            (2, 2, "source: Service Provider (ACSE Related), reason: Protocol Version Not Supported"),
            (3, 1, "source: Service Provider (Presentation Related), reason: Temporary Congestion"),
            (3, 2, "source: Service Provider (Presentation Related), reason: Local Limit Exceeded"),
        ];
        foreach ((int source, int reason, string text) in reasons)
        {
            int result = 2 - reason % 2;
            yield return new LogRow($"rejection {result} {source} {reason}", peer =>
            {
                peer.ExpectRequest();
                peer.Send(Pdu.AssociateRj(result, source, reason));
                peer.Close();
            })
            {
                Theirs = ["F: Could not negotiate association: DUL Association Rejected"],
                Ours =
                [
                    "F: Could not negotiate association: DUL Association Rejected " +
                    $"(result: Rejected {(result == 1 ? "Permanent" : "Transient")}, {text})",
                ],
            };
        }
    }
}
