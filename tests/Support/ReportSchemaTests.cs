using System.Text;

namespace GetScu.Tests.Support;

/// <summary>The schema lets nothing through that is wrong.</summary>
[TestClass]
public sealed class ReportSchemaTests
{
    private const string Start =
        """{"event":"start","schema":1,"time":"2026-11-26T13:00:00.123Z","tool":"getscu 1.1.0","peer":"p:104","calling":"A","called":"B","queries":1}""";

    private const string Association =
        """{"event":"association","association":1,"purpose":"retrieve","result":"accepted","contexts":2,"accepted":2,"reason":null}""";

    private const string Plan = """{"event":"plan","query":1,"instances":3,"series":1,"classes":[],"source":"image"}""";

    private const string Object =
        """{"event":"object","query":1,"association":1,"uid":"1.2","class":"1.3","transferSyntax":"1.2.840.10008.1.2","status":"stored","dimseStatus":"0000","bytes":8,"file":"f","seconds":0.001}""";

    private const string Existing = """{"event":"existing","query":1,"uid":"1.4","file":"f"}""";

    private const string Missing = """{"event":"missing","query":1,"uid":"1.5","series":"1","class":null,"reason":"not-sent"}""";

    private const string End =
        """{"event":"end","time":"2026-11-26T13:00:01.000Z","exit":68,"complete":false,"expected":3,"stored":1,"existing":1,"duplicate":0,"missing":1,"bytes":8,"associations":1,"seconds":0.900}""";

    private static readonly string[] Lines = [Start, Association, Plan, Object, Existing, Missing, End];

    [TestMethod]
    public void A_right_report_is_accepted()
    {
        Assert.HasCount(7, ReportSchema.CheckAll(Report(Lines)));
    }

    [TestMethod]
    // One replacement makes it wrong.
    [DataRow("\"schema\":1", "\"schema\":2")]
    [DataRow("\"schema\":1,", "")]
    [DataRow("\"schema\":1", "\"schema\":1,\"more\":1")]
    [DataRow("13:00:00.123Z", "13:00:00Z")]
    [DataRow("13:00:00.123Z", "25:00:00.123Z")]
    [DataRow("\"event\":\"start\"", "\"event\":\"begin\"")]
    [DataRow("\"purpose\":\"retrieve\"", "\"purpose\":\"Retrieve\"")]
    [DataRow("\"result\":\"accepted\"", "\"result\":\"\"")]
    [DataRow("\"contexts\":2", "\"contexts\":\"2\"")]
    [DataRow("\"accepted\":2", "\"accepted\":null")]
    [DataRow("\"classes\":[]", "\"classes\":null")]
    [DataRow("\"classes\":[]", "\"classes\":[1]")]
    [DataRow("\"source\":\"image\"", "\"source\":null")]
    [DataRow("\"dimseStatus\":\"0000\"", "\"dimseStatus\":\"0\"")]
    [DataRow("\"dimseStatus\":\"0000\"", "\"dimseStatus\":\"a700\"")]
    [DataRow("\"bytes\":8,\"file\"", "\"bytes\":8.0,\"file\"")]
    [DataRow("\"bytes\":8,\"file\"", "\"bytes\":-8,\"file\"")]
    [DataRow("\"bytes\":8,\"file\"", "\"bytes\":9,\"file\"")]
    [DataRow("0.001", "0.01")]
    [DataRow("\"complete\":false", "\"complete\":0")]
    [DataRow("\"complete\":false", "\"complete\":true")]
    [DataRow("\"reason\":\"not-sent\"", "\"reason\":\"unknown\"")]
    [DataRow("\"uid\":\"1.5\"", "\"uid\":\"1.2\"")]
    [DataRow("\"uid\":\"1.4\"", "\"uid\":\"1.5\"")]
    [DataRow("\"expected\":3", "\"expected\":4")]
    [DataRow("\"expected\":3", "\"expected\":null")]
    [DataRow("\"stored\":1,", "\"stored\":2,")]
    [DataRow("\"existing\":1,", "\"existing\":0,")]
    [DataRow("\"duplicate\":0", "\"duplicate\":1")]
    [DataRow("\"missing\":1", "\"missing\":0")]
    [DataRow("\"associations\":1", "\"associations\":2")]
    [DataRow("\"association\":1,\"uid\"", "\"association\":2,\"uid\"")]
    [DataRow("\"event\":\"object\",", "\"event\":\"object\",\n")]
    public void A_wrong_one_is_not(string right, string wrong)
    {
        string report = Encoding.UTF8.GetString(Report(Lines));
        int place = report.IndexOf(right, StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, place, right);
        byte[] changed = Encoding.UTF8.GetBytes(report[..place] + wrong + report[(place + right.Length)..]);
        AssertRefused(changed);
    }

    [TestMethod]
    public void The_order_and_number_of_lines_count()
    {
        AssertRefused(Report(Lines[1..]));
        AssertRefused(Report(Lines[..^1]));
        AssertRefused(Report([.. Lines, End]));
        AssertRefused(Report([Association, Start, .. Lines[2..]]));
        AssertRefused(Report([Start, Association, .. Lines[1..]]));
        AssertRefused(Report([.. Lines, Missing]));
        AssertRefused(Report(Lines)[..^1]);
        AssertRefused([.. Report(Lines)[..^1], 0x80, (byte)'\n']);
    }

    private static byte[] Report(string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    private static void AssertRefused(byte[] report)
    {
        bool isRefused = false;
        try
        {
            ReportSchema.CheckAll(report);
        }
        catch (Exception error) when (error is AssertFailedException or System.Text.Json.JsonException or KeyNotFoundException or DecoderFallbackException)
        {
            isRefused = true;
        }

        Assert.IsTrue(isRefused, Encoding.UTF8.GetString(report));
    }
}
