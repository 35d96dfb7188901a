using System.Text.RegularExpressions;

using GetScu.Tests.Support;

namespace GetScu.Tests;

/// <summary>The rooms of the house: folder = namespace = layer, every arrow downward, no cycle between files of a room.</summary>
[TestClass]
public sealed partial class LayerTests
{
    /// <summary>From top to bottom: a room uses those below it.</summary>
    private static readonly string[] Rooms =
    [
        "", "Net/Retrieve", "Net/Plan", "Net/Dimse", "Net/Association", "Net/Pdu", "Net/Log", "Net/Transport/Tls", "Net/Transport",
        "Storage", "Storage/Posix", "Dicom/Query", "Dicom/DataSets", "Dicom/Streaming", "Dicom/Part10", "Dicom/Dictionary", "Dicom",
    ];

    /// <summary>A sequence holds data sets, and a data set elements: that is what they are (PS3.5 7.5).</summary>
    private static readonly string[] Recursive = ["DataSet", "DataElement"];

    private static readonly Lazy<IReadOnlyList<Source>> Sources = new(() => [.. Read()]);

    [TestMethod]
    public void Every_file_lies_in_a_room_and_has_its_namespace()
    {
        string[] wrong = [.. Sources.Value
            .Where(source => !Rooms.Contains(source.Room) || source.Namespace != NamespaceOf(source.Room))
            .Select(source => $"{source.Path}: {source.Namespace}")];
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        CollectionAssert.IsSubsetOf(Rooms, Sources.Value.Select(source => source.Room).Distinct().ToArray());
    }

    [TestMethod]
    public void Every_file_holds_one_type_that_is_named_after_it()
    {
        string[] wrong = [.. Sources.Value
            .Where(source => source.Room.Length > 0 && !(source.Types is [string type] && type == source.Name))
            .Select(source => $"{source.Path}: {string.Join(' ', source.Types)}")];
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void No_room_uses_one_above_it()
    {
        List<string> wrong = [];
        foreach (Source source in Sources.Value)
        {
            foreach (string used in source.Uses)
            {
                int place = Array.FindIndex(Rooms, room => NamespaceOf(room) == used);
                if (place < Array.IndexOf(Rooms, source.Room))
                {
                    wrong.Add($"{source.Path} uses {used}");
                }
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void No_files_of_a_room_need_each_other_in_a_circle()
    {
        List<string> circles = [];
        foreach (IGrouping<string, Source> room in Sources.Value.GroupBy(source => source.Room))
        {
            Dictionary<string, string[]> needs = room.ToDictionary(
                source => source.Name,
                source => room.Where(other => other != source && source.Words.Contains(other.Name)).Select(other => other.Name).ToArray());
            Array.ForEach(Recursive, name => needs.Remove(name));
            circles.AddRange(needs.Keys.Where(name => Reaches(needs, name, name, [])).Select(name => $"{room.Key}/{name}"));
        }

        Assert.IsEmpty(circles, string.Join('\n', circles));
    }

    private static bool Reaches(Dictionary<string, string[]> needs, string from, string to, HashSet<string> seen) =>
        needs.GetValueOrDefault(from, []).Any(next => next == to || (seen.Add(next) && Reaches(needs, next, to, seen)));

    private static string NamespaceOf(string room) => room.Length == 0 ? "GetScu" : "GetScu." + room.Replace('/', '.');

    private static IEnumerable<Source> Read()
    {
        string root = Repository.PathOf();
        string[] files = [.. new[] { "Net", "Storage", "Dicom" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Append(Path.Combine(root, "Program.cs"))];
        foreach (string file in files)
        {
            string text = File.ReadAllText(file);
            string path = Path.GetRelativePath(root, file);
            string code = Literal().Replace(Comment().Replace(text, ""), found => string.Concat(Hole().Matches(found.Value)));
            yield return new Source(
                path,
                Path.GetDirectoryName(path)!,
                Path.GetFileName(path).Split('.')[0],
                Namespace().Match(text).Groups[1].Value,
                [.. Using().Matches(text).Select(match => match.Groups[1].Value)],
                [.. Declaration().Matches(text).Select(match => match.Groups[1].Value)],
                // The members of an enumeration may be called like anything.
                code.Contains(" enum ") ? [] : [.. Word().Matches(code).Select(match => match.Value)]);
        }
    }

    /// <summary>One source file: what it declares, and what it uses.</summary>
    private sealed record Source(
        string Path, string Room, string Name, string Namespace, string[] Uses, string[] Types, HashSet<string> Words);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?(GetScu(?:\.(?:Net|Storage|Dicom)(?:\.(?:Retrieve|Plan|Dimse|Association|Pdu|Log|Transport(?:\.Tls)?|Posix|Query|DataSets|Streaming|Part10|Dictionary))?)?)[\w.]*;", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^(?:internal|public) (?:(?:static|sealed|abstract|unsafe|partial|readonly|ref) )*(?:(?:record struct|class|struct|enum|interface|record)|delegate [\w.<>?]+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"""(?:\\.|[^""\\\n])*""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*")]
    private static partial Regex Word();
}
