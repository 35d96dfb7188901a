using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom.Query;

/// <summary>Queries that the differential table cannot hold: bytes that are no text, and several files.</summary>
[TestClass]
public class QueryBinaryTests
{
    /// <summary>Latin-1 on a command line: the bytes go out as given, from this program and from the reference.</summary>
    [TestMethod]
    public void BytesThatAreNoUtf8AreSentAsGiven()
    {
        byte[] expected = Hex.Parse("1000 1000 'PN' 0C00 'M' FC 'ller^J' F6 'rg '");
        foreach (string tool in (string[])[NativeBinary.Path, Reference.Path])
        {
            using RecordingScp peer = new(Uids.ExplicitLittle);
            const string Script = "exec \"$0\" -k \"$(printf 'PatientName=M\\374ller^J\\366rg')\" 127.0.0.1 \"$1\"";
            ToolResult result = Tool.Run("/bin/sh", ToolOptions.Default, "-c", Script, tool, peer.Port.ToString()).ExpectStatus(0);
            byte[][] identifiers = peer.Take();
            Assert.HasCount(1, identifiers, result.ToString());
            Assert.AreEqual(Convert.ToHexString(expected), Convert.ToHexString(identifiers[0]), tool);
        }
    }

    [TestMethod]
    public void BytesThatAreNoUtf8ComeFromACommandFileToo()
    {
        using TempFolder folder = new();
        string file = folder.Write("keys.txt", [.. "-k \"PatientName=M"u8, 0xFC, .. "ller\" -k PatientID=A"u8]);
        using RecordingScp peer = new(Uids.ExplicitLittle);
        NativeBinary.Run("@" + file, "127.0.0.1", peer.Port.ToString()).ExpectStatus(0);
        Assert.AreEqual(
            Convert.ToHexString(Hex.Parse("1000 1000 'PN' 0600 'M' FC 'ller' 1000 2000 'LO' 0200 'A '")),
            Convert.ToHexString(peer.Take().Single()));
    }

    /// <summary>Each file is a C-GET of its own on one association, in order, the keys over each.</summary>
    [TestMethod]
    public void SeveralFilesAreSeveralQueries()
    {
        using TempFolder folder = new();
        string[] files =
        [
            folder.Write("1.dcm", QueryBytes.Part10(Uids.ImplicitLittle, d => d.Add(0x00080052, "CS", "STUDY").Add(0x00100020, "LO", "B"))),
            folder.Write("2.dcm", QueryBytes.Bare(Uids.ExplicitBig, d => d.Add(0x00080052, "CS", "SERIES"))),
            folder.Write("3.dcm", QueryBytes.Part10(Uids.DeflatedLittle, d => d.Add(0x00080052, "CS", "IMAGE").Us(0x00280010, 258))),
        ];
        using RecordingScp peer = new(Uids.ExplicitLittle);
        NativeBinary.Run(["-k", "PatientID=A", "127.0.0.1", peer.Port.ToString(), .. files, "-k", "Columns=1"]).ExpectStatus(0);
        string[] expected =
        [
            "0800 5200 'CS' 0600 'STUDY ' 1000 2000 'LO' 0200 'A ' 2800 1100 'US' 0200 0100",
            "0800 5200 'CS' 0600 'SERIES' 1000 2000 'LO' 0200 'A ' 2800 1100 'US' 0200 0100",
            "0800 5200 'CS' 0600 'IMAGE ' 1000 2000 'LO' 0200 'A ' 2800 1000 'US' 0200 0201 2800 1100 'US' 0200 0100",
        ];
        CollectionAssert.AreEqual(
            Array.ConvertAll(expected, text => Convert.ToHexString(Hex.Parse(text))), Array.ConvertAll(peer.Take(), Convert.ToHexString));
    }

    /// <summary>One bad file among several: nothing is sent, the status says which kind.</summary>
    [TestMethod]
    public void ABadFileAmongSeveralSendsNothing()
    {
        using TempFolder folder = new();
        string good = folder.Write("1.dcm", QueryBytes.Bare(Uids.ExplicitLittle, d => d.Add(0x00080052, "CS", "STUDY")));
        string bad = folder.Write("2.dcm", [.. "rubbish, and nothing else"u8]);
        using RecordingScp peer = new(Uids.ExplicitLittle);
        ToolResult result = NativeBinary.Run("-k", "PatientID=A", "127.0.0.1", peer.Port.ToString(), good, bad).ExpectStatus(22);
        Assert.Contains(bad, result.ErrorText);
        Assert.IsEmpty(peer.Take());
    }
}
