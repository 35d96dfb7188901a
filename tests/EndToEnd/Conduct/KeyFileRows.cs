using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Queries from a key file, one a line, and from standard input as they come.</summary>
internal static class KeyFileRows
{
    private const string Two = "1.2.1\n# a comment\n\n1.2.2\n";

    public static readonly ConductRow[] All =
    [
        From("key-file", Two, "list"),
        From("key-file-standard-input", Two, "-"),
        From("key-file-and-query-file", Two, "list") with { QueryFiles = 1, Arguments = ["--key-file", "list", "-k", "QueryRetrieveLevel=STUDY"] },
        From("key-file-bad-line", "1.2.1\n1.2.2\nPatientID\n1.2.4\n", "-"),
        From("key-file-empty-input", "", "-") with { Connects = false },
        From("key-file-bad-first-line", "x\n1.2.2\n", "-") with { Connects = false },
        From("key-file-bad-last-line", "1.2.1\n1.2.2\nPatientID\n", "list") with { Connects = false },
        From("key-file-lost", "1.2.1\n1.2.2\n1.2.3\n", "list") with
        {
            Script = scene =>
            {
                scene.Get();
                scene.Final();
                scene.Peer.ExpectGet();
                scene.Peer.Close();
            },
        },
        From("key-file-cancelled", "1.2.1\n1.2.2\n1.2.3\n", "list") with
        {
            Script = scene =>
            {
                scene.Get();
                scene.Tool.Signal(RunningTool.SigInt);
                scene.Peer.ExpectMessage(Command.CCancelRq);
                scene.Final(0xFE00);
            },
        },
        From("key-file-waiting", "", "-") with
        {
            // Somebody has yet to write the second line, and never does.
            Shell = scene => $"cd '{Path.GetDirectoryName(scene.Output)}'; mkfifo feed; exec 3<>feed; echo 1.2.1 >&3; exec <feed; exec",
            Script = scene =>
            {
                scene.Get();
                scene.Final();
                scene.WaitForSyscall("poll");
                scene.Tool.Signal(RunningTool.SigTerm);
            },
        },
        From("key-file-fed", "", "-") with
        {
            Shell = scene => $"cd '{Path.GetDirectoryName(scene.Output)}'; mkfifo feed; exec 3<>feed; echo 1.2.1 >&3; exec <feed; exec 3>&-; exec",
            Script = scene =>
            {
                // Opened before the program is at the end of what the shell has written.
                using FileStream feed = new(Path.Combine(Path.GetDirectoryName(scene.Output)!, "feed"), FileMode.Open, FileAccess.Write);
                scene.Get();
                scene.Store("1.2.1.1");
                scene.Final();
                feed.Write("1.2"u8);
                feed.Flush();
                scene.WaitForSyscall("poll");
                feed.Write(".2"u8);
                feed.Dispose();
                Assert.AreEqual("1.2.2", DataSetReader.ReadAll(scene.Peer.ExpectGet().Data!, Uids.ExplicitLittle)[^1].Text);
                scene.Store("1.2.2.1");
                scene.Final();
            },
        },
    ];

    /// <summary>Each request is answered with one object and success.</summary>
    private static ConductRow From(string id, string content, string name)
    {
        return new ConductRow(id, scene =>
        {
            scene.Peer.Accept();
            for (int number = 1; scene.Peer.TryExpectGet(); number++)
            {
                scene.Store($"1.2.{number}.1");
                scene.Final(0, completed: 1);
            }
        })
        {
            Query = ["--key-file", name, "-k", "QueryRetrieveLevel=STUDY"],
            Prepare = scene => File.WriteAllText(Path.Combine(Path.GetDirectoryName(scene.Output)!, "list"), content),
            Shell = scene => $"cd '{Path.GetDirectoryName(scene.Output)}'; exec {(name == "-" ? "<list" : "")}",
        };
    }
}
