using System.Text;

using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>A C-FIND or C-GET as it came, and what was made of it. Whole once its association has ended.</summary>
/// <param name="isFind">Whether it is a C-FIND.</param>
/// <param name="messageId">Message id of the request.</param>
/// <param name="model">SOP class UID of the information model.</param>
/// <param name="identifier">Its data set's outermost elements.</param>
/// <param name="length">Bytes of the data set as sent.</param>
internal sealed class RequestRecord(bool isFind, int messageId, string model, IReadOnlyList<Element> identifier, int length)
{
    private readonly List<string> _sent = [];
    private readonly Dictionary<uint, string> _keys = Texts(identifier);

    public bool IsFind => isFind;

    public int MessageId => messageId;

    public string Model => model;

    public IReadOnlyList<Element> Identifier => identifier;

    public int Length => length;

    /// <summary>Texts of the identifier by tag.</summary>
    public IReadOnlyDictionary<uint, string> Keys => _keys;

    /// <summary>Value of (0008,0052), empty without.</summary>
    public string Level => this[QueryAttribute.RetrieveLevel];

    /// <summary>Pending responses sent.</summary>
    public int Pending { get; set; }

    /// <summary>Status of the final response; -1 where none was sent.</summary>
    public int Status { get; set; } = -1;

    /// <summary>SOP instance UIDs of the C-STORE requests sent whole, in order.</summary>
    public IReadOnlyList<string> Sent => _sent;

    /// <summary>Sub-operations answered without error, answered with a warning, and failed for any reason.</summary>
    public int Completed { get; set; }

    public int Warned { get; set; }

    public int Failed { get; set; }

    /// <summary>Most sub-operations that were open at once.</summary>
    public int MostOpen { get; set; }

    /// <summary>Text of a key, empty without.</summary>
    public string this[uint tag] => _keys.GetValueOrDefault(tag, "");

    /// <summary>Values of a key.</summary>
    public string[] Values(uint tag)
    {
        string text = this[tag];
        return text.Length == 0 ? [] : text.Split('\\');
    }

    public void AddSent(string sopInstance)
    {
        _sent.Add(sopInstance);
    }

    /// <summary>Keys and outcome in one line.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(IsFind ? "C-FIND" : "C-GET").Append($" {messageId} {Level}");
        foreach (Element element in identifier)
        {
            text.Append($" {element.Tag:X8}={element.Text}");
        }

        text.Append(IsFind ? $": {Pending} pending"
            : $": {_sent.Count} sent, {MostOpen} at once: {Completed} completed, {Failed} failed, {Warned} with warning");
        text.Append(Status < 0 ? ", no final response" : $", status {Status:x4}");
        for (int at = 0; at < text.Length; at++)
        {
            text[at] = text[at] is >= ' ' and <= '~' ? text[at] : '.';
        }

        return text.ToString();
    }

    private static Dictionary<uint, string> Texts(IReadOnlyList<Element> identifier)
    {
        Dictionary<uint, string> texts = [];
        foreach (Element element in identifier)
        {
            texts[element.Tag] = element.Text;
        }

        return texts;
    }
}
