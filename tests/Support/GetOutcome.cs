namespace GetScu.Tests.Support;

/// <summary>What came back to a C-GET.</summary>
internal sealed class GetOutcome
{
    private const uint FailedTag = 0x00080058;

    /// <summary>In the order of their arrival; the final one last, where it came.</summary>
    public List<Message> Responses { get; } = [];

    /// <summary>In the order of their arrival, by the request's SOP instance UID.</summary>
    public List<(string SopInstance, string TransferSyntax, byte[] Data)> Objects { get; } = [];

    /// <summary>"final response"; else "closed", "reset", or the type of a PDU as "PDU 7".</summary>
    public string End { get; set; } = "";

    /// <summary>Final status and counters (completed, failed, warning, remaining), as "b000 3 1 0 -".</summary>
    public string Summary => End != "final response" ? End : Describe(Responses[^1]);

    public string[] Instances => [.. Objects.Select(received => received.SopInstance)];

    /// <summary>Status and counters of a response.</summary>
    public static string Describe(Message response)
    {
        int[] counters = [Command.Completed, Command.Failed, Command.Warning, Command.Remaining];
        string[] texts = Array.ConvertAll(
            counters, counter => response.Command.Us(counter) is int count and >= 0 ? $"{count}" : "-");
        return $"{response.Command.Us(Command.Status):x4} {string.Join(' ', texts)}";
    }

    /// <summary>(0008,0058) in the command set of a response.</summary>
    public static string[] FailedInCommand(Message response)
    {
        return response.Command.Foreign.TryGetValue(FailedTag, out byte[]? value)
            ? Split(new Element(FailedTag, "UI", value, false)) : [];
    }

    /// <summary>(0008,0058) in the data set of a response.</summary>
    public static string[] FailedInData(Message response)
    {
        Element? list = response.Data is null ? null
            : DataSetReader.ReadAll(response.Data, Uids.ExplicitLittle).Find(element => element.Tag == FailedTag);
        return list is null ? [] : Split(list);
    }

    private static string[] Split(Element element)
    {
        return element.Text.Split('\\');
    }
}
