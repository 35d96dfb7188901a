using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GetScu.Tests.Support;

/// <summary>What each line of a report must be, and what its lines must be together.</summary>
internal static partial class ReportSchema
{
    private const string Reasons =
        "refused-here|cancelled|connection-lost|class-not-accepted|syntax-not-accepted|failed-by-peer|not-attempted|not-sent";

    /// <summary>Members of each event in their order: name and type; a question mark allows null, a bar separates values.</summary>
    private static readonly Dictionary<string, string> Events = new()
    {
        ["start"] = "schema:1 time:time tool:text peer:text calling:text called:text queries:number?",
        ["association"] = "association:number purpose:query|retrieve|rest|order|probe|retry result:accepted|rejected|aborted|failed " +
            "contexts:number accepted:number reason:text?",
        ["plan"] = "query:number instances:number? series:number? classes:texts source:image|series|study|none",
        ["object"] = "query:number association:number uid:any class:any transferSyntax:uid status:stored|ignored|duplicate|refused " +
            "dimseStatus:status bytes:number file:text? seconds:seconds",
        ["existing"] = "query:number uid:text file:text",
        ["response"] = "query:number association:number dimseStatus:status remaining:number? completed:number? failed:number? " +
            "warning:number? failedUids:texts",
        ["missing"] = "query:number uid:text series:text? class:text? reason:" + Reasons,
        ["end"] = "time:time exit:number complete:flag expected:number? stored:number existing:number duplicate:number missing:number? " +
            "bytes:number associations:number seconds:seconds",
    };

    /// <summary>One line, without its line feed: an event with exactly its members.</summary>
    /// <returns>A copy that outlives the document.</returns>
    public static JsonElement Check(string line)
    {
        Assert.DoesNotContain("\n", line);
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement.Clone();
        string name = root.GetProperty("event").GetString()!;
        Assert.IsTrue(Events.TryGetValue(name, out string? members), $"unknown event: {line}");
        string[] expected = ["event", .. members!.Split(' ').Select(member => member.Split(':')[0])];
        CollectionAssert.AreEqual(expected, root.EnumerateObject().Select(member => member.Name).ToArray(), line);
        foreach (string member in members.Split(' '))
        {
            string[] parts = member.Split(':');
            Assert.IsTrue(Fits(root.GetProperty(parts[0]), parts[1]), $"{parts[0]} is not {parts[1]}: {line}");
        }

        return root;
    }

    /// <summary>A whole report: UTF-8, every line, and what they say together.</summary>
    public static IReadOnlyList<JsonElement> CheckAll(ReadOnlySpan<byte> report)
    {
        string text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(report);
        Assert.IsTrue(text.EndsWith('\n'), "the last line is cut");
        JsonElement[] lines = [.. text[..^1].Split('\n').Select(Check)];
        string[] names = [.. lines.Select(Name)];
        Assert.AreEqual("start", names[0]);
        Assert.AreEqual("end", names[^1]);
        Assert.AreEqual(1, names.Count(name => name == "start"));
        Assert.AreEqual(1, names.Count(name => name == "end"));
        Assert.AreEqual(0, text.Count(letter => letter < ' ') - lines.Length, "control characters");
        CheckUids(lines);
        CheckTotals(lines, lines[^1]);
        return lines;
    }

    public static IReadOnlyList<JsonElement> CheckFile(string path) => CheckAll(File.ReadAllBytes(path));

    /// <summary>The lines of one event.</summary>
    public static JsonElement[] Of(IReadOnlyList<JsonElement> lines, string name) => [.. lines.Where(line => Name(line) == name)];

    /// <summary>All instances that are here, were there or are missing.</summary>
    public static string[] PlannedUids(IReadOnlyList<JsonElement> lines) =>
        [.. lines.Where(line => Name(line) is "existing" or "missing" || IsKept(line)).Select(line => line.GetProperty("uid").GetString()!)];

    private static string Name(JsonElement line) => line.GetProperty("event").GetString()!;

    /// <summary>Each planned instance is here once, was there, or is missing.</summary>
    private static void CheckUids(JsonElement[] lines)
    {
        bool isPlanned = Number(lines[^1], "expected") is not null;
        string[] uids = PlannedUids(lines);
        if (isPlanned)
        {
            CollectionAssert.AllItemsAreUnique(uids);
        }

        long[] associations = [.. lines.Where(line => Name(line) == "association").Select(line => Number(line, "association")!.Value)];
        CollectionAssert.AllItemsAreUnique(associations);
        Assert.IsTrue(lines.Where(line => Name(line) is "object" or "response")
            .All(line => associations.Contains(Number(line, "association")!.Value)), "an association that was not reported");
        CollectionAssert.AllItemsAreUnique(lines.Where(line => Name(line) == "plan").Select(line => Number(line, "query")).ToArray());
    }

    private static void CheckTotals(JsonElement[] lines, JsonElement end)
    {
        JsonElement[] kept = [.. lines.Where(IsKept)];
        Assert.AreEqual(kept.Length, Number(end, "stored"), "stored");
        Assert.AreEqual(kept.Sum(line => Number(line, "bytes")!.Value), Number(end, "bytes"), "bytes");
        Assert.AreEqual(lines.Count(line => Name(line) == "existing"), Number(end, "existing"), "existing");
        Assert.AreEqual(lines.Count(line => IsObject(line, "duplicate")), Number(end, "duplicate"), "duplicate");
        Assert.AreEqual(lines.Count(line => Name(line) == "association"), Number(end, "associations"), "associations");
        int missing = lines.Count(line => Name(line) == "missing");
        if (Number(end, "expected") is { } planned)
        {
            // What is only counted has no line of its own.
            Assert.IsTrue(Number(end, "missing") >= missing, "missing");
            Assert.AreEqual(lines.Where(line => Name(line) == "plan").Sum(line => Number(line, "instances") ?? 0), planned, "expected");
            // What was not listed may come all the same.
            Assert.IsLessThanOrEqualTo(kept.Length + Number(end, "existing")!.Value + Number(end, "missing")!.Value, planned, "expected");
        }
        else
        {
            Assert.IsNull(Number(end, "missing"));
            Assert.AreEqual(0, missing);
        }

        Assert.IsTrue(!end.GetProperty("complete").GetBoolean() || Number(end, "missing") is null or 0, "complete, and something is missing");
    }

    private static bool IsKept(JsonElement line) => IsObject(line, "stored") || IsObject(line, "ignored");

    private static bool IsObject(JsonElement line, string status) =>
        Name(line) == "object" && line.GetProperty("status").GetString() == status;

    private static long? Number(JsonElement line, string member) =>
        line.GetProperty(member) is { ValueKind: JsonValueKind.Number } value ? value.GetInt64() : null;

    private static bool Fits(JsonElement value, string type)
    {
        if (type.EndsWith('?'))
        {
            return value.ValueKind == JsonValueKind.Null || Fits(value, type[..^1]);
        }

        return type switch
        {
            "number" => value.ValueKind == JsonValueKind.Number && Whole().IsMatch(value.GetRawText()),
            "1" => value.GetRawText() == "1",
            "seconds" => value.ValueKind == JsonValueKind.Number && Thousandths().IsMatch(value.GetRawText()),
            "flag" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "any" => value.ValueKind == JsonValueKind.String,
            "text" => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0,
            "texts" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => Fits(item, "text")),
            "uid" => value.ValueKind == JsonValueKind.String && Uid().IsMatch(value.GetString()!),
            "status" => value.ValueKind == JsonValueKind.String && Status().IsMatch(value.GetString()!),
            "time" => DateTime.TryParseExact(value.GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, default, out _),
            _ => value.ValueKind == JsonValueKind.String && type.Split('|').Contains(value.GetString()),
        };
    }

    [GeneratedRegex(@"\A(?:0|[1-9]\d*)\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A(?:0|[1-9]\d*)\.\d{3}\z")]
    private static partial Regex Thousandths();

    [GeneratedRegex(@"\A[0-9.]{1,64}\z")]
    private static partial Regex Uid();

    [GeneratedRegex(@"\A[0-9A-F]{4}\z")]
    private static partial Regex Status();
}
