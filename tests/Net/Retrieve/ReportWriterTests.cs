using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

using GetScu.Dicom;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Tests.Support;

namespace GetScu.Tests.Net;

/// <summary>The report: every event with its members, and texts that try to break its lines.</summary>
[TestClass]
public sealed class ReportWriterTests
{
    private static readonly DateTime Moment = new(2026, 11, 26, 13, 0, 0, 123, DateTimeKind.Utc);

    private static readonly PlanTotals Totals = new()
    {
        Expected = 45,
        Stored = 39,
        Existing = 0,
        Duplicates = 0,
        Missing = 6,
        Associations = 2,
    };

    private readonly MemoryStream _bytes = new();
    private readonly List<int> _writes = [];
    private readonly ReportWriter _report;

    public ReportWriterTests() => _report = new ReportWriter(Take, () => Moment.Ticks + 4567);

    private string Text => Encoding.UTF8.GetString(_bytes.ToArray());

    [TestMethod]
    public void Every_event_is_written_as_specified()
    {
        _report.Start("pacs.example:104", "GETSCU", "ARCHIVE", 1);
        _report.Association(2, AssociationPurpose.Retrieve, AssociationResult.Accepted, 127, 87, null);
        _report.Plan(Summary(QueryLevel.Image, 45, 15, "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4"));
        _report.Object(Object("1.2.3"u8, "CT.1.2.3"));
        _report.Existing(1, "1.2.4"u8, "CT.1.2.4");
        _report.Response(1, 2, new RequestEnd(0xB000, null, 39, 6, 0), "1.2.5\\1.2.6"u8);
        _report.Missing(Missing("1.2.5"u8, "1.2"u8, "1.2.840.10008.5.1.4.1.1.2"u8));
        _report.Totals = Totals;
        _report.End(Outcome.Incomplete, 68, 412);
        string[] expected =
        [
            $$"""{"event":"start","schema":1,"time":"2026-11-26T13:00:00.123Z","tool":"getscu {{Implementation.Version}}","peer":"pacs.example:104","calling":"GETSCU","called":"ARCHIVE","queries":1}""",
            """{"event":"association","association":2,"purpose":"retrieve","result":"accepted","contexts":127,"accepted":87,"reason":null}""",
            """{"event":"plan","query":1,"instances":45,"series":15,"classes":["1.2.840.10008.5.1.4.1.1.2","1.2.840.10008.5.1.4.1.1.4"],"source":"image"}""",
            """{"event":"object","query":1,"association":2,"uid":"1.2.3","class":"1.2.840.10008.5.1.4.1.1.2","transferSyntax":"1.2.840.10008.1.2.1","status":"stored","dimseStatus":"0000","bytes":4096,"file":"CT.1.2.3","seconds":0.003}""",
            """{"event":"existing","query":1,"uid":"1.2.4","file":"CT.1.2.4"}""",
            """{"event":"response","query":1,"association":2,"dimseStatus":"B000","remaining":null,"completed":39,"failed":6,"warning":0,"failedUids":["1.2.5","1.2.6"]}""",
            """{"event":"missing","query":1,"uid":"1.2.5","series":"1.2","class":"1.2.840.10008.5.1.4.1.1.2","reason":"not-sent"}""",
            """{"event":"end","time":"2026-11-26T13:00:00.123Z","exit":68,"complete":false,"expected":45,"stored":1,"existing":1,"duplicate":0,"missing":6,"bytes":4096,"associations":1,"seconds":0.412}""",
        ];
        Assert.AreEqual(string.Join('\n', expected) + "\n", Text);
        Array.ForEach(expected, line => ReportSchema.Check(line));
        // Each line left at once.
        CollectionAssert.AreEqual(expected.Select(line => line.Length + 1).ToArray(), _writes);
    }

    [TestMethod]
    public void What_is_not_known_is_null_and_lists_may_be_empty()
    {
        _report.Start("p", "A", "B", null);
        _report.Plan(Summary(null, null, null));
        _report.Object(Object(default, null));
        _report.Response(1, 1, new RequestEnd(0), default);
        _report.Response(1, 1, new RequestEnd(0), "\\ \\\0\\1.2\0"u8);
        _report.Missing(Missing("1.2.5"u8, default, default));
        _report.End(Outcome.Complete, 0, 0);
        JsonElement[] lines = [.. Text.TrimEnd('\n').Split('\n').Select(ReportSchema.Check)];
        Assert.AreEqual(JsonValueKind.Null, lines[0].GetProperty("queries").ValueKind);
        Assert.AreEqual("none", lines[1].GetProperty("source").GetString());
        Assert.AreEqual(JsonValueKind.Null, lines[1].GetProperty("instances").ValueKind);
        Assert.AreEqual(0, lines[1].GetProperty("classes").GetArrayLength());
        Assert.AreEqual("", lines[2].GetProperty("uid").GetString());
        Assert.AreEqual(JsonValueKind.Null, lines[2].GetProperty("file").ValueKind);
        Assert.AreEqual(0, lines[3].GetProperty("failedUids").GetArrayLength());
        Assert.AreEqual("1.2", lines[4].GetProperty("failedUids").EnumerateArray().Single().GetString());
        Assert.AreEqual(JsonValueKind.Null, lines[5].GetProperty("series").ValueKind);
        Assert.AreEqual(JsonValueKind.Null, lines[5].GetProperty("class").ValueKind);
        Assert.AreEqual(JsonValueKind.Null, lines[6].GetProperty("expected").ValueKind);
        Assert.AreEqual(JsonValueKind.Null, lines[6].GetProperty("missing").ValueKind);
    }

    [TestMethod]
    public void Every_name_of_an_enumeration_is_one_of_the_schema()
    {
        foreach (AssociationPurpose purpose in Enum.GetValues<AssociationPurpose>())
        {
            _report.Association(1, purpose, AssociationResult.Accepted, 1, 1, null);
        }

        foreach (AssociationResult result in Enum.GetValues<AssociationResult>())
        {
            _report.Association(1, AssociationPurpose.Query, result, 1, 0, "why");
        }

        foreach (ObjectOutcome outcome in Enum.GetValues<ObjectOutcome>())
        {
            _report.Object(Object("1.2"u8, "f", outcome));
        }

        foreach (MissingReason reason in Enum.GetValues<MissingReason>())
        {
            _report.Missing(Missing("1.2"u8, default, default, reason));
        }

        foreach (QueryLevel level in Enum.GetValues<QueryLevel>())
        {
            _report.Plan(Summary(level, 1, 1));
        }

        string[] lines = Text.TrimEnd('\n').Split('\n');
        Assert.HasCount(6 + 4 + 4 + 8 + 4, lines);
        Array.ForEach(lines, line => ReportSchema.Check(line));
        // Each value has its own name; a patient's level is a study's.
        Assert.AreEqual(lines.Length - 1, lines.Distinct().Count());
    }

    // Escapes of C#, resolved by the test: an attribute cannot hold half a surrogate pair.
    [TestMethod]
    [DataRow("plain", "plain")]
    [DataRow("a\"b\\\\c", "a\"b\\\\c")]
    [DataRow("a\\nb\\rc\\td\\u0000e\\u001b[31m\\u007f\\u0085\\u009b", "a\\nb\\rc\\td\\u0000e\\u001b[31m\\u007f\\u0085\\u009b")]
    [DataRow("\\u2028\\u2029\\u202e\\u200b\\ufeff\\u2066", "\\u2028\\u2029\\u202e\\u200b\\ufeff\\u2066")]
    [DataRow("\\u00e9\\u4e2d\\ud83d\\ude00", "\\u00e9\\u4e2d\\ud83d\\ude00")]
    // A language tag: a format character beyond the first 65,536.
    [DataRow("\\udb40\\udc41", "\\udb40\\udc41")]
    // Bytes that are no UTF-8, as RawText holds them.
    [DataRow("a\\udc80b\\udcff", "a\\\\x80b\\\\xff")]
    // Halves that stand for nothing.
    [DataRow("a\\ud800b\\udfffc\\udc00", "a\\ufffdb\\ufffdc\\ufffd")]
    [DataRow("{\"event\":\"end\"}\\n{\"event\":\"end\"}", "{\"event\":\"end\"}\\n{\"event\":\"end\"}")]
    public void Text_cannot_break_a_line(string escaped, string escapedExpected)
    {
        string text = Regex.Unescape(escaped);
        string expected = Regex.Unescape(escapedExpected);
        _report.Association(1, AssociationPurpose.Query, AssociationResult.Failed, 0, 0, text);
        _report.Object(Object(RawText.Encode(text), text));
        _report.Missing(Missing(RawText.Encode(text), RawText.Encode(text), RawText.Encode(text)));
        AssertHarmless();
        JsonElement[] lines = [.. Text.TrimEnd('\n').Split('\n').Select(line => ReportSchema.Check(line))];
        Assert.HasCount(3, lines);
        Assert.AreEqual(expected, lines[0].GetProperty("reason").GetString());
        Assert.AreEqual(expected, lines[1].GetProperty("file").GetString());
        Assert.AreEqual(expected, lines[1].GetProperty("uid").GetString());
        Assert.AreEqual(expected, lines[2].GetProperty("series").GetString());
    }

    [TestMethod]
    public void Any_bytes_make_a_line()
    {
        Random random = new(20261126);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            // Many leads of long sequences, cut.
            for (int j = 0; j < bytes.Length && i % 2 == 0; j++)
            {
                bytes[j] |= 0xC0;
            }

            _report.Existing(1, bytes, "f");
            _report.Response(1, 1, new RequestEnd(0), bytes);
        }

        AssertHarmless();
        string[] lines = Text.TrimEnd('\n').Split('\n');
        Assert.HasCount(4000, lines);
        foreach (string line in lines.Where(line => !line.Contains("\"uid\":\"\"")))
        {
            ReportSchema.Check(line);
        }
    }

    [TestMethod]
    public void A_long_text_is_one_line()
    {
        string text = string.Concat(Enumerable.Repeat("0123456789abcd\n\"", 64 * 1024));
        Assert.AreEqual(1024 * 1024, text.Length);
        _report.Association(1, AssociationPurpose.Query, AssociationResult.Failed, 0, 0, text);
        _report.Existing(1, "1.2"u8, "f");
        string[] lines = Text.TrimEnd('\n').Split('\n');
        Assert.HasCount(2, lines);
        Assert.HasCount(2, _writes);
        Assert.AreEqual(text, ReportSchema.Check(lines[0]).GetProperty("reason").GetString());
        ReportSchema.Check(lines[1]);
    }

    [TestMethod]
    public void A_list_of_failed_instances_has_a_bound()
    {
        UidList list = new();
        byte[] uid = Encoding.ASCII.GetBytes(new string('1', 300));
        list.Add(uid);
        Assert.HasCount(256, list.Value.ToArray());
        list.Clear();
        Assert.IsTrue(list.Value.IsEmpty);
        for (int i = 0; i < 70_000; i++)
        {
            list.Add("1.2"u8);
        }

        _report.Response(1, 1, new RequestEnd(0xB000, 0, 0, 65535, 0), list.Value);
        Assert.AreEqual(65_535, ReportSchema.Check(Text.TrimEnd('\n')).GetProperty("failedUids").GetArrayLength());
    }

    [TestMethod]
    [DataRow(0L, "0.000")]
    [DataRow(9L, "0.009")]
    [DataRow(90L, "0.090")]
    [DataRow(999L, "0.999")]
    [DataRow(1000L, "1.000")]
    [DataRow(3_600_123L, "3600.123")]
    [DataRow(long.MaxValue, "9223372036854775.807")]
    public void Seconds_have_three_decimals(long milliseconds, string expected)
    {
        _report.End(Outcome.Complete, 0, milliseconds);
        JsonElement end = ReportSchema.Check(Text.TrimEnd('\n'));
        Assert.AreEqual(expected, end.GetProperty("seconds").GetRawText());
    }

    [TestMethod]
    public void Nothing_follows_the_end()
    {
        _report.End(Outcome.Complete, 0, 0);
        _report.Existing(1, "1.2"u8, "f");
        _report.End(Outcome.FinalFailure, 1, 0);
        Assert.HasCount(1, _writes);
        Assert.IsNull(_report.Problem);
    }

    [TestMethod]
    public void Nothing_follows_a_line_that_could_not_be_written()
    {
        int calls = 0;
        ReportWriter report = new(_ => ++calls == 2 ? "No space left on device" : null, () => Moment.Ticks);
        for (int i = 0; i < 5; i++)
        {
            Assert.AreEqual(i < 2 ? null : "No space left on device", report.Problem);
            report.Existing(1, "1.2"u8, "f");
        }

        Assert.AreEqual(2, calls);
    }

    [TestMethod]
    public void Threads_write_whole_lines()
    {
        Parallel.For(0, 2000, i => _report.Existing(i, "1.2"u8, new string((char)('a' + i % 26), i % 97 + 1)));
        string[] lines = Text.TrimEnd('\n').Split('\n');
        Assert.HasCount(2000, lines);
        CollectionAssert.AreEquivalent(
            Enumerable.Range(0, 2000).ToArray(), lines.Select(line => ReportSchema.Check(line).GetProperty("query").GetInt32()).ToArray());
    }

    [TestMethod]
    [DoNotParallelize]
    public void An_object_in_the_report_takes_no_memory()
    {
        Assert.IsLessThan(1000L, Allocated());

        long Allocated()
        {
            long allocated = 0;
            ReportWriter report = new(static _ => null, () => Moment.Ticks);
            for (int round = 0; round < 2; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 100; i++)
                {
                    report.Object(Object("1.2.840.10008.1.2.3.4.5.6.7.8.9"u8, "CT.1.2.840.10008.1.2.3.4.5.6.7.8.9"));
                }

                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            return allocated;
        }
    }

    private static PlanSummary Summary(QueryLevel? source, long? instances, int? series, params string[] classes) => new()
    {
        Query = 1,
        Instances = instances,
        OnlyCounted = 0,
        Series = series,
        SopClasses = classes,
        Source = source,
        IsWhole = true,
    };

    private static ReportedObject Object(ReadOnlySpan<byte> uid, string? file, ObjectOutcome outcome = ObjectOutcome.Stored) => new()
    {
        Query = 1,
        Association = 2,
        Uid = uid,
        SopClass = "1.2.840.10008.5.1.4.1.1.2"u8,
        TransferSyntax = "1.2.840.10008.1.2.1",
        Outcome = outcome,
        DimseStatus = 0,
        Bytes = 4096,
        File = file,
        Milliseconds = 3,
    };

    private static MissingInstance Missing(
        ReadOnlySpan<byte> uid, ReadOnlySpan<byte> series, ReadOnlySpan<byte> sopClass, MissingReason reason = MissingReason.NotSent) => new()
        {
            Query = 1,
            Uid = uid,
            SeriesUid = series,
            SopClass = sopClass,
            Reason = reason,
        };

    private string? Take(ReadOnlySpan<byte> line)
    {
        _bytes.Write(line);
        _writes.Add(line.Length);
        return null;
    }

    /// <summary>UTF-8 without anything that a terminal acts upon.</summary>
    private void AssertHarmless()
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(_bytes.ToArray());
        foreach (Rune rune in text.EnumerateRunes())
        {
            Assert.IsFalse(
                rune.Value != '\n' && Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control
                    or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator
                    or System.Globalization.UnicodeCategory.ParagraphSeparator or System.Globalization.UnicodeCategory.Surrogate,
                $"U+{rune.Value:X4}");
        }
    }
}
