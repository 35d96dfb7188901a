using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Query;
using GetScu.Net.Transport;
using GetScu.Storage.Posix;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom.Query;

/// <summary>What a query became.</summary>
/// <param name="Identifier">The identifier on the wire, inflated where it was deflated; null when none was sent.</param>
/// <param name="Complaint">What was said about it; empty when all was well.</param>
/// <param name="Dump">The lines of the identifier in the debug log.</param>
/// <param name="Status">Exit status.</param>
internal sealed record QueryOutcome(byte[]? Identifier, string Complaint, string[] Dump, int Status);

/// <summary>Runs a query of the table through one side.</summary>
internal sealed class QueryDifferentialRun : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly TempFolder _folder = new();
    private readonly QueryDifferentialRow _query;
    private readonly string _syntax;
    private readonly string? _file;

    public QueryDifferentialRun(QueryDifferentialRow query, string syntax)
    {
        _query = query;
        _syntax = syntax;
        if (query.File is not null)
        {
            _file = _folder.Write("query.dcm", query.File);
        }
        else if (query.Dump is not null)
        {
            _file = _folder.File("query.dcm");
            string dump = _folder.Write("query.dump", Encodings.Latin1(query.Dump));
            ToolOptions options = new() { Environment = Dictionary(), Deadline = Deadline };
            Tool.Run(Tool.Find("dump2dcm", "dcmtk"), options, [.. query.DumpOptions, dump, _file]).ExpectStatus(0);
        }
    }

    /// <summary>The code under test within this process.</summary>
    public QueryOutcome InProcess(DataDictionary dictionary)
    {
        try
        {
            DataSet set = _file is null ? new DataSet() : QueryFile.Parse(WholeFile.Read(_file, Limits.QueryFile), dictionary, out _);
            foreach (string key in _query.Keys)
            {
                KeyPath.Apply(set, key, dictionary);
            }

            byte[] identifier = DataSetWriter.Encode(set, TransferSyntax.EncodingOf(_syntax));
            List<string> lines = [];
            DataSetDump.Append(set, DataEncoding.ExplicitLittle, dictionary, lines);
            return new QueryOutcome(Encodings.Inflated(identifier, _syntax), "", [.. lines], 0);
        }
        catch (KeyException error)
        {
            return new QueryOutcome(null, error.Message, [], 1);
        }
        catch (DicomFormatException error)
        {
            return new QueryOutcome(null, error.Message, [], 22);
        }
    }

    /// <summary>The published binary.</summary>
    public QueryOutcome Native() => Run(NativeBinary.Path, _syntax == Uids.ImplicitLittle ? "-xi" : Proposal, "-v");

    /// <summary>The tool that this program stands in for. Its -xi proposes explicit little endian, so -x= stands for it.</summary>
    public QueryOutcome OfReference() => Run(Reference.Path, Proposal, "-d");

    /// <summary>DCMTK's dictionary without its private one, and the private attributes of the test.</summary>
    public Dictionary<string, string?> Dictionary()
    {
        string path = _folder.Write("private.dic", Encodings.Latin1(QueryDifferentialRows.PrivateDictionary));
        return new() { ["DCMDICTPATH"] = $"{Encodings.DcmtkDictionary}:{path}", ["TCP_NODELAY"] = "1" };
    }

    public void Dispose() => _folder.Dispose();

    private string Proposal => _syntax switch
    {
        Uids.ExplicitBig => "-xb",
        Uids.DeflatedLittle => "-xd",
        Uids.ImplicitLittle => "-x=",
        _ => "-xe",
    };

    private QueryOutcome Run(string tool, string proposal, string level)
    {
        using RecordingScp peer = new(_syntax);
        List<string> arguments = [level, proposal, "-ta", "20", "-td", "20", "-od", _folder.Path];
        foreach (string key in _query.Keys)
        {
            arguments.AddRange(["-k", key]);
        }

        arguments.AddRange(["127.0.0.1", peer.Port.ToString()]);
        if (_file is not null)
        {
            arguments.Add(_file);
        }

        ToolOptions options = new() { Environment = Dictionary(), Deadline = Deadline };
        ToolResult result = Tool.Run(tool, options, [.. arguments]);
        byte[][] identifiers = peer.Take();
        Assert.IsLessThanOrEqualTo(1, identifiers.Length, result.ToString());
        byte[]? identifier = identifiers is [byte[] one] ? Encodings.Inflated(one, _syntax) : null;

        // Either side warns of much that it takes. Text of the query can have several lines.
        string[] lines = [.. Split(result.Error).Select(line => RawText.Printable(line))];
        string[] errors = [.. lines.Where(line => line.StartsWith("E: ", StringComparison.Ordinal) || line.StartsWith("F: ", StringComparison.Ordinal)
            || line.StartsWith("error: ", StringComparison.Ordinal))];
        string complaint = result.Status == 0 && errors.Length == 0 ? "" : string.Join('\n', [.. errors, $"(status {result.Status})"]);
        return new QueryOutcome(identifier, complaint, DumpIn(lines), result.Status);
    }

    private static List<byte[]> Split(byte[] text)
    {
        List<byte[]> lines = [];
        foreach (Range line in text.AsSpan().Split((byte)'\n'))
        {
            lines.Add(text[line]);
        }

        return lines;
    }

    private static string[] DumpIn(string[] lines)
    {
        const string Prefix = "D: ";
        int start = Array.IndexOf(lines, Prefix + "# Dicom-Data-Set");
        int end = start < 0 ? -1 : Array.FindIndex(lines, start, line => line.StartsWith("D: ======", StringComparison.Ordinal));
        return end < 0 ? [] : [.. lines[start..end].Select(line => line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..] : line)];
    }
}
