using System.Text;

using GetScu.Dicom;
using GetScu.Net.Association;
using GetScu.Net.Pdu;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using AssociateAc = GetScu.Net.Pdu.AssociateAc;
using AssociateRq = GetScu.Net.Pdu.AssociateRq;
using OperationsWindow = GetScu.Net.Pdu.OperationsWindow;
using Role = GetScu.Net.Pdu.Role;

namespace GetScu.Tests.Net;

/// <summary>User identity, byte by byte (PS3.7 D.3.3.7).</summary>
[TestClass]
public sealed class UserIdentityTests
{
    [TestMethod]
    [DataRow(UserIdentityType.Username, "alice", "", false, "58 00 000B 01 00 0005 'alice' 0000")]
    [DataRow(UserIdentityType.Username, "alice", "", true, "58 00 000B 01 01 0005 'alice' 0000")]
    [DataRow(UserIdentityType.Username, "", "", false, "58 00 0006 01 00 0000 0000")]
    [DataRow(UserIdentityType.Username, "J\u00FCrg", "", false, "58 00 000B 01 00 0005 4A C3BC 7267 0000")]
    [DataRow(UserIdentityType.UsernameAndPasscode, "alice", "secret", false, "58 00 0011 02 00 0005 'alice' 0006 'secret'")]
    [DataRow(UserIdentityType.UsernameAndPasscode, "alice", "", true, "58 00 000B 02 01 0005 'alice' 0000")]
    [DataRow(UserIdentityType.KerberosServiceTicket, "n\0\u00FF", "", true, "58 00 000A 03 01 0004 6E 00 C3BF 0000")]
    [DataRow(UserIdentityType.SamlAssertion, "<a/>", "", false, "58 00 000A 04 00 0004 '<a/>' 0000")]
    [DataRow(UserIdentityType.JsonWebToken, "e30.e30.", "", true, "58 00 000E 05 01 0008 'e30.e30.' 0000")]
    public void Is_the_last_item_of_a_request(object type, string primary, string secondary, bool expectsResponse, string expected)
    {
        UserIdentity identity = new((UserIdentityType)type, Encoding.UTF8.GetBytes(primary), Encoding.UTF8.GetBytes(secondary), expectsResponse);
        byte[] plain = AssociateRq.Encode(new byte[AssociateRq.MaximumSize], "A", "B", 16384, []).ToArray();
        byte[] actual = AssociateRq.Encode(new byte[AssociateRq.MaximumSize], "A", "B", 16384, [], identity: identity).ToArray();
        byte[] item = Hex.Parse(expected);
        Assert.AreEqual(Convert.ToHexString(item), Convert.ToHexString(actual.AsSpan(plain.Length)));
        Assert.AreEqual(item.Length, identity.Size);
        // What stands before it differs in the lengths of the PDU and of the user information item.
        int user = plain.AsSpan().IndexOf(Hex.Parse("50 00")) + 2;
        Assert.AreEqual(plain.Length - 6 + item.Length, (actual[4] << 8) + actual[5]);
        Assert.AreEqual((plain[user] << 8) + plain[user + 1] + item.Length, (actual[user] << 8) + actual[user + 1]);
        actual.AsSpan(4, 2).CopyTo(plain.AsSpan(4));
        actual.AsSpan(user, 2).CopyTo(plain.AsSpan(user));
        Assert.AreEqual(Convert.ToHexString(plain), Convert.ToHexString(actual.AsSpan(0, plain.Length)));
    }

    [TestMethod]
    public void The_largest_one_fits_beside_everything_else()
    {
        PresentationContext[] contexts = new PresentationContext[128];
        for (int i = 0; i < contexts.Length; i++)
        {
            contexts[i] = new PresentationContext((byte)(2 * i + 1), new string('1', 64), [.. Enumerable.Repeat(new string('2', 64), 5)], Role.Both);
        }

        UserIdentity identity = new(UserIdentityType.UsernameAndPasscode, new byte[1], new byte[Limits.UserIdentity - 1], true);
        Assert.AreEqual(Limits.UserIdentity, identity.Length);
        byte[] pdu = AssociateRq.Encode(
            new byte[AssociateRq.MaximumSize + identity.Size], "A", "B", 0, contexts, new OperationsWindow(1, 1), identity).ToArray();
        Assert.HasCount(128, Support.Wire.AssociateRq.Parse(pdu[6..]).Roles);
        Assert.HasCount(identity.Size, Support.Wire.AssociateRq.Parse(pdu[6..]).ExtraUserItems);
    }

    /// <summary>Responses, their lengths or what is wrong; PS3.7 D.3.3.7.2.</summary>
    [TestMethod]
    [DataRow("", 0, -1, "")]
    [DataRow("59 00 0002 0000", 1, 0, "")]
    [DataRow("59 FF 0002 0000", 1, 0, "")]
    [DataRow("59 00 0006 0004 'srvr'", 1, 4, "")]
    [DataRow("59 00 0008 0004 'srvr' 6000", 1, 4, "")]
    [DataRow("59 00 0006 0004 'srvr' 59 00 0002 0000", 2, 4, "")]
    [DataRow("59 00 0000", 1, -1, "has 0 bytes; needs 2")]
    [DataRow("59 00 0001 00", 1, -1, "has 1 bytes; needs 2")]
    [DataRow("59 00 0002 0001", 1, -1, "has 2 bytes; needs 3")]
    [DataRow("59 00 0004 FFFF 0000", 1, -1, "has 4 bytes; needs 65537")]
    [DataRow("59 00 0002 00FF 59 00 0002 0000", 2, -1, "has 2 bytes; needs 257")]
    [DataRow("58 00 0002 0000", 0, -1, "")]
    public void Response(string items, int count, int length, string problem)
    {
        byte[] user = Hex.Parse("51 00 0004 00010000" + items + "55 00 0004 'PACS'");
        AssociateAc answer = AssociateAc.Decode([.. Hex.Parse(AssociateAcTests.Head + $"50 00 {user.Length:X4}"), .. user]);
        Assert.AreEqual(count, answer.IdentityItems);
        Assert.AreEqual(length, answer.IdentityResponse ?? -1);
        Assert.AreEqual(problem, answer.IdentityProblem is string said ? said.Replace("user identity item at offset 8 of the user information ", "") : "");
        Assert.AreEqual("PACS", answer.ImplementationVersionName);
    }

    [TestMethod]
    [DataRow(UserIdentityType.Username, "", false)]
    [DataRow(UserIdentityType.UsernameAndPasscode, "", false)]
    [DataRow(UserIdentityType.UsernameAndPasscode, "x", true)]
    [DataRow(UserIdentityType.KerberosServiceTicket, "", true)]
    [DataRow(UserIdentityType.SamlAssertion, "", true)]
    [DataRow(UserIdentityType.JsonWebToken, "", true)]
    public void A_name_alone_is_no_secret(object type, string secondary, bool isSecret) =>
        Assert.AreEqual(isSecret, new UserIdentity((UserIdentityType)type, [1], Encoding.UTF8.GetBytes(secondary), false).IsSecret);

    [TestMethod]
    [DataRow(false, "59 00 0002 0000", "Peer answers a user identity, which was not sent; ignored")]
    [DataRow(false, "59 00 0000", "Peer answers a user identity, which was not sent; ignored")]
    [DataRow(false, "", "")]
    [DataRow(true, "", "")]
    [DataRow(true, "59 00 0002 0000", "")]
    [DataRow(true, "59 00 0002 0000 59 00 0000", "Peer answers the user identity twice; only its first answer is used")]
    public void What_was_not_asked_for_is_a_warning(bool isSent, string items, string warning)
    {
        byte[] user = Hex.Parse(items);
        AssociateAc answer = AssociateAc.Decode([.. Hex.Parse(AssociateAcTests.Head + $"50 00 {user.Length:X4}"), .. user]);
        List<string> warnings = [];
        IdentityAnswer.Apply(answer, isSent ? new UserIdentity(UserIdentityType.Username, [], [], true) : null, warnings);
        Assert.AreEqual(warning, string.Join('|', warnings));
    }
}
