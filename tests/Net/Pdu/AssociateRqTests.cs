using GetScu.Dicom;
using GetScu.Net.Pdu;
using GetScu.Tests.Support.Wire;

using AssociateRq = GetScu.Net.Pdu.AssociateRq;
using OperationsWindow = GetScu.Net.Pdu.OperationsWindow;
using Role = GetScu.Net.Pdu.Role;

namespace GetScu.Tests.Net;

/// <summary>A-ASSOCIATE-RQ, byte by byte (PS3.8 9.3.2).</summary>
[TestClass]
public sealed class AssociateRqTests
{
    [TestMethod]
    [DataRow(-1, "")]
    [DataRow(0, "53 00 0004 0001 0000")]
    [DataRow(1, "53 00 0004 0001 0001")]
    [DataRow(300, "53 00 0004 0001 012C")]
    [DataRow(65535, "53 00 0004 0001 FFFF")]
    public void Writes_a_request(int performed, string window)
    {
        PresentationContext[] contexts =
        [
            new(1, "1.2.3", ["1.2.840.10008.1.2.1"], Role.Default),
            new(3, "1.2.4", ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2"], Role.Scp),
        ];
        byte[] expected = Hex.Parse(
            $"""
            01 00 {0x119 + Hex.Parse(window).Length:X8}                                # A-ASSOCIATE-RQ
            0001 0000                                     # version 1
            'PACS            ' 'ME              '
            00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
            10 00 0015 '1.2.840.10008.3.1.1.1'
            20 00 0024 01 000000
              30 00 0005 '1.2.3'
              40 00 0013 '1.2.840.10008.1.2.1'
            20 00 0039 03 000000
              30 00 0005 '1.2.4'
              40 00 0013 '1.2.840.10008.1.2.1'
              40 00 0011 '1.2.840.10008.1.2'
            50 00 {Hex.Parse(window).Length + 4 + 4 + 4 + Implementation.ClassUid.Length + 4 + 9 + 4 + Implementation.VersionName.Length:X4}
              51 00 0004 00008000
              52 00 {Implementation.ClassUid.Length:X4} '{Implementation.ClassUid}'
              {window}
              54 00 0009 0005 '1.2.4' 00 01
              55 00 {Implementation.VersionName.Length:X4} '{Implementation.VersionName}'
            """);
        byte[] actual = AssociateRq.Encode(new byte[AssociateRq.MaximumSize], "PACS", "ME", 0x8000, contexts,
            performed < 0 ? null : new OperationsWindow(1, (ushort)performed)).ToArray();
        Assert.AreEqual(Convert.ToHexString(expected), Convert.ToHexString(actual));
    }

    [TestMethod]
    public void The_largest_request_fits_its_buffer()
    {
        PresentationContext[] contexts = new PresentationContext[128];
        for (int i = 0; i < contexts.Length; i++)
        {
            contexts[i] = new PresentationContext((byte)(2 * i + 1), new string('1', 64), [.. Enumerable.Repeat(new string('2', 64), 5)], Role.Both);
        }

        byte[] pdu = AssociateRq.Encode(new byte[AssociateRq.MaximumSize], "A", "B", 0, contexts).ToArray();
        Assert.IsLessThanOrEqualTo(AssociateRq.MaximumSize, pdu.Length);
        Assert.HasCount(128, Support.Wire.AssociateRq.Parse(pdu[6..]).Contexts);
    }
}
