using GetScu.Net.Dimse;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>The responses that are sent: whatever the request said comes back (PS3.7 9.3.1.2, 9.3.5.2).</summary>
[TestClass]
public sealed class ResponseWriterTests
{
    [TestMethod]
    public void A_store_response_echoes_the_request()
    {
        byte[] written = Write(CommandField.CStoreRsp, Command.StoreRq(258, "1.2.3", "4.5.66"), 0xA700);
        CollectionAssert.AreEqual(Hex.Parse(
            """
            0000 0000 04000000 44000000
            0000 0200 06000000 '1.2.3' 00
            0000 0001 02000000 0180
            0000 2001 02000000 0201
            0000 0008 02000000 0101
            0000 0009 02000000 00A7
            0000 0010 06000000 '4.5.66'
            """), written);
    }

    [TestMethod]
    public void An_echo_response_names_no_instance()
    {
        byte[] written = Write(CommandField.CEchoRsp, Command.EchoRq(7), 0);
        CollectionAssert.AreEqual(Hex.Parse(
            """
            0000 0000 04000000 42000000
            0000 0200 12000000 '1.2.840.10008.1.1' 00
            0000 0001 02000000 3080
            0000 2001 02000000 0700
            0000 0008 02000000 0101
            0000 0009 02000000 0000
            """), written);
    }

    private static byte[] Write(CommandField field, Command request, int status)
    {
        ReceivedCommand received = new();
        received.Append(request.Build());
        received.Parse();
        return ResponseWriter.Write(new byte[256], field, received, (ushort)status).ToArray();
    }
}
