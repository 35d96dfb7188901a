using System.Text;
using System.Text.Json;

using GetScu.Net.Retrieve;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Net;

/// <summary>Lines of the report, read back by another's JSON reader (RFC 8259).</summary>
[TestClass]
public sealed class JsonLineTests
{
    /// <summary>Bytes of a text, and what stands in the line between the quotation marks.</summary>
    private static readonly (string Bytes, string Written)[] Texts =
    [
        ("", ""),
        ("'CT 1.2'", "CT 1.2"),
        ("'a\"b\\c/d'", @"a\""b\\c/d"),
        ("00 09 0A 0D 1B 1F 7F", @"\u0000\u0009\u000a\u000d\u001b\u001f\u007f"),
        ("C3BC E697A5 F09F9980", "ü日🙀"),
        ("C285", @"\u0085"),
        ("E280A8 E280A9", @"\u2028\u2029"),
        ("E280AE EFBBBF", @"\u202e\ufeff"),
        ("F3A08081", @"\udb40\udc01"),
        ("FC 'x'", @"\\xfcx"),
        ("C3", @"\\xc3"),
        ("C3 22", @"\\xc3\"""),
        ("EDA080", @"\\xed\\xa0\\x80"),
        ("F4908080", @"\\xf4\\x90\\x80\\x80"),
    ];

    [TestMethod]
    public void Texts_are_one_line_whatever_they_are()
    {
        JsonLine line = new();
        foreach ((string bytes, string written) in Texts)
        {
            line.Begin();
            line.Text("a"u8, Hex.Parse(bytes).AsSpan());
            string text = Encoding.UTF8.GetString(line.End());
            Assert.AreEqual($"{{\"a\":\"{written}\"}}\n", text, bytes);
            using JsonDocument document = JsonDocument.Parse(text);
        }
    }

    [TestMethod]
    public void Every_kind_of_member()
    {
        JsonLine line = new();
        line.Begin();
        line.Text("none"u8, (string?)null);
        line.Text("own"u8, "M\u00fcller \"1\"");
        line.TextOrNull("empty"u8, default);
        line.Number("least"u8, long.MinValue);
        line.Number("no"u8, null);
        line.Seconds("s"u8, 61_007);
        line.Status("status"u8, 0xA70F);
        line.Flag("yes"u8, true);
        line.BeginList("list"u8);
        line.Item("1.2"u8);
        line.Item("1.3"u8);
        line.EndList();
        line.BeginList("nothing"u8);
        line.EndList();
        line.Flag("last"u8, false);
        Assert.AreEqual(
            """
            {"none":null,"own":"Müller \"1\"","empty":null,"least":-9223372036854775808,"no":null,"s":61.007,"status":"A70F","yes":true,"list":["1.2","1.3"],"nothing":[],"last":false}

            """,
            Encoding.UTF8.GetString(line.End()));
    }

    /// <summary>A line may be of any length, and the next one is whole again.</summary>
    [TestMethod]
    public void A_long_line_and_a_short_one()
    {
        JsonLine line = new();
        foreach (int length in (int[])[100_000, 1, 1023, 1024, 16_384, 3])
        {
            line.Begin();
            line.Text("a"u8, new string('x', length));
            using JsonDocument document = JsonDocument.Parse(line.End().ToArray());
            Assert.AreEqual(length, document.RootElement.GetProperty("a").GetString()!.Length);
        }
    }
}
