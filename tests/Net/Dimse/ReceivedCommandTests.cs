using GetScu.Dicom;
using GetScu.Net.Dimse;
using GetScu.Net.Pdu;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>Command sets in and out (PS3.7 6.3.1, annex E).</summary>
[TestClass]
public sealed class ReceivedCommandTests
{
    private const string Response =
        """
        0000 0000 04000000 3A000000        # group length
        0000 0200 04000000 '1.2' 00        # affected SOP class
        0000 0001 02000000 1080            # C-GET-RSP
        0000 2001 02000000 0700            # responded to
        0000 0008 02000000 0101            # no data set
        0000 0009 02000000 00B0            # B000
        0000 2110 02000000 FFFF            # completed
        """;

    private static readonly (string Name, string Bytes, string Message)[] Bad =
    [
        ("nothing", "", "without (0000,0100)"),
        ("no command field", "0000 0008 02000000 0101", "without (0000,0100) Command Field"),
        ("no data set type", "0000 0001 02000000 1080", "without (0000,0800) Command Data Set Type"),
        ("half a header", "0000 0001 0200", "offset 0 needs 8 bytes; 6 are there"),
        ("a value that is not there", "0000 0001 02000000 10", "offset 0 needs 10 bytes; 9 are there"),
        ("a value of 4 GiB", "0000 0001 FFFFFFFF 1080", "needs 4294967303 bytes"),
        ("a value of 2 GiB", "0000 0001 00000080 1080", "needs 2147483656 bytes"),
        ("command field of 4 bytes", "0000 0001 04000000 10800000", "(0000,0100) has 4 bytes; needs 2"),
        ("empty command field", "0000 0001 00000000", "(0000,0100) has 0 bytes; needs 2"),
        ("status of 1 byte", "0000 0009 01000000 00", "(0000,0900) has 1 bytes; needs 2"),
        ("nothing but another group", "0800 1600 00000000", "without (0000,0100)"),
    ];

    [TestMethod]
    public void Takes_the_fields_out()
    {
        ReceivedCommand command = Parse(Hex.Parse(Response));
        Assert.AreEqual(CommandField.CGetRsp, command.Field);
        Assert.AreEqual(7, command.MessageIdBeingRespondedTo);
        Assert.IsFalse(command.HasDataSet);
        Assert.AreEqual((ushort)0xB000, command.Status);
        Assert.AreEqual((ushort)0xFFFF, command.Completed);
        Assert.IsNull(command.Failed);
        Assert.IsNull(command.Remaining);
        Assert.AreEqual("1.2", System.Text.Encoding.ASCII.GetString(command.AffectedSopClassUid));
        Assert.IsTrue(command.AffectedSopInstanceUid.IsEmpty);
    }

    [TestMethod]
    public void Every_truncation_is_refused()
    {
        byte[] bytes = Hex.Parse(Response);
        int[] boundaries = [54, 64];
        for (int length = 0; length < bytes.Length; length++)
        {
            // After (0000,0800) the command may end: what follows is optional to the parser.
            if (boundaries.Contains(length))
            {
                Parse(bytes[..length]);
                continue;
            }

            Assert.ThrowsExactly<ProtocolException>(() => Parse(bytes[..length]), $"{length} bytes");
        }
    }

    [TestMethod]
    public void Names_what_is_wrong() => Table.Run(Bad, row => row.Name, row =>
    {
        ProtocolException error = Assert.ThrowsExactly<ProtocolException>(() => Parse(Hex.Parse(row.Bytes)));
        Assert.AreEqual(AbortReason.InvalidPduParameter, error.Reason);
        StringAssert.Contains(error.Message, row.Message);
    });

    [TestMethod]
    public void One_instance_serves_many_commands()
    {
        ReceivedCommand command = Parse(Hex.Parse(Response));
        command.Clear();
        command.Append(Command.StoreRq(9, "1.2.3", "4.5.6").Build());
        command.Parse();
        Assert.AreEqual(CommandField.CStoreRq, command.Field);
        Assert.AreEqual(9, command.MessageId);
        Assert.IsNull(command.Completed);
        Assert.IsNull(command.Status);
        Assert.IsTrue(command.HasDataSet);
        Assert.AreEqual("4.5.6", System.Text.Encoding.ASCII.GetString(command.AffectedSopInstanceUid));
    }

    [TestMethod]
    public void An_endless_command_is_refused()
    {
        ReceivedCommand command = new();
        command.Append(new byte[Limits.Command]);
        ProtocolException error = Assert.ThrowsExactly<ProtocolException>(() => command.Append([0]));
        StringAssert.Contains(error.Message, "longer than 65536 bytes");
    }

    /// <summary>As Orthanc 1.10.1 answers where an object cannot be sent.</summary>
    [TestMethod]
    public void Failed_instances_behind_the_command_are_taken()
    {
        ReceivedCommand command = Parse([.. Hex.Parse(Response), .. Hex.Parse(
            "0800 0000 04000000 10000000  0800 5800 08000000 '1.2\\3.4' 00")]);
        Assert.AreEqual((ushort)0xB000, command.Status);
        Assert.AreEqual("1.2\\3.4\0", System.Text.Encoding.ASCII.GetString(command.FailedSopInstanceUids));
        command.Clear();
        command.Append(Hex.Parse(Response));
        command.Parse();
        Assert.IsTrue(command.FailedSopInstanceUids.IsEmpty);
    }

    [TestMethod]
    public void An_empty_counter_is_no_counter()
    {
        ReceivedCommand command = Parse(Hex.Parse("0000 0001 02000000 1080  0000 0008 02000000 0101  0000 2010 00000000"));
        Assert.IsNull(command.Remaining);
    }

    private static ReceivedCommand Parse(byte[] bytes)
    {
        ReceivedCommand command = new();
        command.Append(bytes);
        command.Parse();
        return command;
    }
}
