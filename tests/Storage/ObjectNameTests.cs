using System.Text;

using GetScu.Storage;

namespace GetScu.Tests.Storage;

/// <summary>File names out of what a peer calls a UID.</summary>
[TestClass]
public sealed class ObjectNameTests
{
    [TestMethod]
    [DataRow("CT", "1.2.3", "CT.1.2.3")]
    [DataRow("", "1.2.3", "1.2.3")]
    [DataRow("", "../../etc/passwd", null, DisplayName = "climbing, no prefix")]
    [DataRow("CT", "../../etc/passwd", "CT..._.._etc_passwd")]
    [DataRow("", "/etc/passwd", "_etc_passwd")]
    [DataRow("", "1/../2", "1_.._2")]
    [DataRow("", ".", null)]
    [DataRow("", "..", null)]
    [DataRow("", "", null)]
    [DataRow("CT", "", null)]
    [DataRow("CT", "..", "CT...")]
    [DataRow("", ".1.2", null, DisplayName = "hidden")]
    [DataRow("", ".getscu-0123456789abcdef.part", null, DisplayName = "part file")]
    [DataRow("", "-rf", "-rf")]
    [DataRow("", "a_Z-9.~", "a_Z-9._")]
    [DataRow("", "1\n2\r3\t4\u00005\u001b6\u007f7", "1_2_3_4_5_6_7")]
    [DataRow("", "1 2*3?4\"5'6`7$8;9&a|b<c>d(e)f\\g:h%i", "1_2_3_4_5_6_7_8_9_a_b_c_d_e_f_g_h_i")]
    [DataRow("", "1.2.\u00e4\u00ff", "1.2.__")]
    public void Names(string prefix, string uid, string? expected)
    {
        ObjectName name = new();
        StoreResult result = name.Set(Encoding.Latin1.GetBytes(prefix), Encoding.Latin1.GetBytes(uid));
        Assert.AreEqual(expected ?? "", name.ToString());
        Assert.AreEqual(expected + "\0", Encoding.ASCII.GetString(name.Terminated));
        Assert.AreEqual(expected is null ? StoreOutcome.CannotUnderstand : StoreOutcome.Stored, result.Outcome);
        Assert.AreEqual(expected is null, result.Reason is not null);
    }

    [TestMethod]
    public void LengthEndsWhereFileSystemsEndIt()
    {
        ObjectName name = new();
        foreach (string prefix in (string[])["", "CT", "UNKNOWN"])
        {
            byte[] start = Encoding.ASCII.GetBytes(prefix);
            int room = ObjectName.MaxLength - (prefix.Length == 0 ? 0 : prefix.Length + 1);
            byte[] uid = new byte[room + 1];
            Array.Fill(uid, (byte)'1');
            Assert.IsTrue(name.Set(start, uid.AsSpan(0, room)).IsStored);
            Assert.AreEqual(255, name.ToString().Length);
            StoreResult result = name.Set(start, uid);
            Assert.AreEqual(new StoreResult(StoreOutcome.CannotWrite, "file name would have more than 255 bytes"), result);
            Assert.AreEqual("", name.ToString());
            Assert.AreEqual(StoreOutcome.CannotWrite, name.Set(start, new byte[100_000]).Outcome);
        }
    }

    [TestMethod]
    [DataRow("1", true)]
    [DataRow("1.2.840.10008", true)]
    [DataRow("1.2.", true, DisplayName = "components are not looked at")]
    [DataRow("", false)]
    [DataRow("1.2a", false)]
    [DataRow("1.2 ", false)]
    [DataRow("1/2", false)]
    [DataRow("1.2\0", false)]
    [DataRow("1.2.\u00b2", false)]
    public void Uids(string text, bool expected)
    {
        Assert.AreEqual(expected, ObjectName.IsUid(Encoding.Latin1.GetBytes(text)));
        Assert.IsTrue(ObjectName.IsUid(Encoding.ASCII.GetBytes(new string('1', 64))));
        Assert.IsFalse(ObjectName.IsUid(Encoding.ASCII.GetBytes(new string('1', 65))));
    }
}
