using System.Text;

using GetScu.Net.Dimse;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>Elements of a command set, byte by byte (PS3.7 6.3.1).</summary>
[TestClass]
public sealed class CommandEncoderTests
{
    [TestMethod]
    [DataRow("", "0000 0000 04000000 12000000 0000 0200 00000000 0000 0001 02000000 3412")]
    [DataRow("1.2", "0000 0000 04000000 16000000 0000 0200 04000000 '1.2' 00 0000 0001 02000000 3412")]
    [DataRow("1.23", "0000 0000 04000000 16000000 0000 0200 04000000 '1.23' 0000 0001 02000000 3412")]
    public void The_group_length_counts_what_follows_it(string uid, string expected)
    {
        byte[] memory = new byte[64];
        memory.AsSpan().Fill(0xEE);
        CommandEncoder command = new(memory);
        command.Uid(0x0002, Encoding.ASCII.GetBytes(uid));
        command.UInt16(0x0100, 0x1234);
        CollectionAssert.AreEqual(Hex.Parse(expected), command.Finish().ToArray());
    }
}
