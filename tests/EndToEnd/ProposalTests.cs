using System.Security.Cryptography;
using System.Text;

using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>The A-ASSOCIATE-RQ without an option of this program's own is byte for byte that of version 1.0, whose digests these are.</summary>
[TestClass]
public sealed class ProposalTests
{
    [TestMethod]
    [DataRow("", 17568, "EB08D611E329EB19")]
    [DataRow("+x=", 17568, "EB08D611E329EB19")]
    [DataRow("+xe", 17568, "EB08D611E329EB19")]
    [DataRow("+xb", 17568, "477BA7337B2D1BD9")]
    [DataRow("+xs", 20714, "CC4D95A564B04DFC")]
    [DataRow("+xy", 20714, "4B2649DF6DBB2227")]
    [DataRow("+xx", 20714, "17715E920813BF66")]
    [DataRow("+xv", 20714, "28474E442BE7377B")]
    [DataRow("+xw", 20714, "789375A0502613D1")]
    [DataRow("+xt", 20714, "83B92DB4DFDA9C3F")]
    [DataRow("+xu", 20714, "FF136DDB656E1FF1")]
    [DataRow("+xm", 20835, "1498256B1F5475FF")]
    [DataRow("+xh", 20835, "7F136F9F32C543EC")]
    [DataRow("+xn", 20835, "E21C3D2DC60F68EE")]
    [DataRow("+xl", 20835, "64AACC9B81821C48")]
    [DataRow("+x2", 20835, "44643C43CC71A797")]
    [DataRow("+x3", 20835, "4051320619FE4B6D")]
    [DataRow("+xo", 20835, "188249DFF43BADC9")]
    [DataRow("+x4", 20835, "183F38DFB2EDB98C")]
    [DataRow("+x5", 20835, "2390A9629A8C2394")]
    [DataRow("+xr", 20351, "60ACBE2B4FA7EC21")]
    [DataRow("+xd", 20714, "17BA7FE639BFC6DD")]
    [DataRow("+xi", 12002, "2B301BE885EF749C")]
    [DataRow("-x=", 17568, "EB08D611E329EB19")]
    [DataRow("-xe", 17568, "EB08D611E329EB19")]
    [DataRow("-xb", 17568, "D9685A1F5703B927")]
    [DataRow("-xd", 17594, "CBC857DCC92CD29F")]
    [DataRow("-xi", 17522, "58C12129A572A598")]
    [DataRow("-P", 17568, "EB08D611E329EB19")]
    [DataRow("-S", 17568, "DD95826CE0140A39")]
    [DataRow("-O", 17568, "A232B036DD705FC2")]
    [DataRow("-aet ME -aec PACS -pdu 131072", 17568, "2D6C3657DEBDDAC3")]
    [DataRow("+xi -xi -O", 11956, "A4F2883AB77B495D")]
    public void Is_that_of_the_first_release(string options, int length, string digest)
    {
        Exchange exchange = Exchange.Run(conversation =>
        {
            conversation.ExpectRequest();
            conversation.Send(Goldens.AssociateRj);
            conversation.ExpectClose();
        }, options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        byte[] request = exchange.Peer.Received;
        // PS3.7 D.3.3.2.3: the version stands in the implementation version name.
        int name = request.AsSpan().IndexOf("GETSCU_"u8) + 7;
        "xxx"u8.CopyTo(request.AsSpan(name));
        Assert.AreEqual($"{length} {digest}", $"{request.Length} {Convert.ToHexString(SHA256.HashData(request))[..16]}", Encoding.ASCII.GetString(request.AsSpan(name - 10)));
    }
}
