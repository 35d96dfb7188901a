using System.Text;

using GetScu.Net.Association;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Retrieve;
using GetScu.Tests.Net.Log;
using GetScu.Tests.Support;

using Role = GetScu.Net.Pdu.Role;

namespace GetScu.Tests.Net;

/// <summary>What the log says of single objects: each once, so many of them, and what is known.</summary>
[TestClass]
public sealed class ObjectLogTests
{
    [TestMethod]
    public void Each_failed_instance_is_named_once_with_what_is_known()
    {
        string[] lines = Lines(log =>
        {
            log.Begin(Contexts("1.2.840.10008.1.2.1", null));
            log.Refused("1.2.9"u8, "no room");
            foreach (string uid in (string[])["1.2.9", "1.2.3", "1.2.4", "1.2.3", "1.2.9"])
            {
                log.Failed(Encoding.ASCII.GetBytes(uid));
            }
        });
        CollectionAssert.AreEqual((string[])
        [
            "E: Cannot store object 1.2.9: no room",
            "W: Failed SOP Instance UID: 1.2.9 (refused here)",
            "W: Failed SOP Instance UID: 1.2.3 (peer accepted 1 of 2 SOP classes, with LittleEndianExplicit only; " +
                "one of another class, or held in another transfer syntax, is not sent: for compressed ones try +xs, +xy, +xv, +xt or +xr)",
            "W: Failed SOP Instance UID: 1.2.4 (peer accepted 1 of 2 SOP classes, with LittleEndianExplicit only)",
        ], lines);
    }

    [TestMethod]
    public void So_many_are_shown_and_the_others_counted()
    {
        string[] lines = Lines(log =>
        {
            for (int round = 0; round < 2; round++)
            {
                for (int i = 0; i < 1003; i++)
                {
                    log.Failed(Encoding.ASCII.GetBytes($"1.2.{i}"));
                    log.Refused(Encoding.ASCII.GetBytes($"1.3.{i}"), "because");
                }
            }

            for (int i = 0; i < 18; i++)
            {
                log.OddName("x"u8, "file");
                log.Unreadable("bad");
            }
        });
        Assert.AreEqual(1000, lines.Count(line => line.StartsWith("W: Failed SOP Instance UID: ", StringComparison.Ordinal)));
        Assert.AreEqual(1000, lines.Count(line => line.StartsWith("E: Cannot store object ", StringComparison.Ordinal)));
        Assert.AreEqual(16, lines.Count(line => line == "W: SOP Instance UID 'x' is not a UID; stored as file"));
        Assert.AreEqual(16, lines.Count(line => line == "W: Data set of C-GET response: bad"));
        CollectionAssert.AreEqual((string[])
        [
            "W: 6 more entries in lists of failed SOP instances are not shown",
            "W: 1006 more objects that could not be stored are not shown",
            "W: 2 more SOP Instance UIDs that are not UIDs are not shown",
            "W: 2 more data sets of C-GET responses could not be read",
        ], lines[^4..]);
        Assert.HasCount(2036, lines);
    }

    [TestMethod]
    public void A_text_of_the_peer_is_cut()
    {
        string[] lines = Lines(log =>
        {
            log.Refused(Encoding.ASCII.GetBytes(new string('1', 5000)), "because");
            log.Failed(Encoding.ASCII.GetBytes(new string('\n', 5000)));
        });
        Assert.AreEqual($"E: Cannot store object {new string('1', 256)}...: because", lines[0]);
        Assert.HasCount(2, lines);
        Assert.IsLessThan(600, lines[1].Length);
    }

    private static string[] Lines(Action<ObjectLog> steps)
    {
        using LogSetup setup = new();
        ObjectLog log = new(new Logging(LogLevel.Warn, setup.Host));
        steps(log);
        log.End();
        return setup.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The query's context, two for objects with these accepted transfer syntaxes, and Verification, which does not count.</summary>
    internal static PresentationContext[] Contexts(string? first, string? second)
    {
        return
        [
            Context(1, "1.2.840.10008.5.1.4.1.2.1.3", "1.2.840.10008.1.2.2", Role.Default),
            Context(3, Uids.CtImage, first, Role.Scp), Context(5, Uids.MrImage, second, Role.Scp),
            Context(7, Negotiation.Verification, "1.2.840.10008.1.2.2", Role.Scp),
        ];
    }

    private static PresentationContext Context(byte id, string abstractSyntax, string? accepted, Role role)
    {
        return new PresentationContext(id, abstractSyntax, [], role)
        {
            Result = accepted is null ? ContextResult.NoReason : ContextResult.Acceptance,
            AcceptedTransferSyntax = accepted ?? "",
        };
    }
}
