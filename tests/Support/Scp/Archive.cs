using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>The objects of a folder and everything below it, in the order of their paths.</summary>
internal sealed class Archive
{
    /// <summary>PS3.4 C.6.1.1: the unique keys from the outermost level inwards.</summary>
    private static readonly (string Level, uint Tag, Func<StoredObject, string> Value)[] Keys =
    [
        ("PATIENT", 0x00100020, stored => stored.Patient),
        ("STUDY", 0x0020000D, stored => stored.Study),
        ("SERIES", 0x0020000E, stored => stored.Series),
        ("IMAGE", 0x00080018, stored => stored.SopInstance),
    ];

    private readonly List<StoredObject> _objects = [];

    public Archive(string folder)
    {
        string[] files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        foreach (string file in files)
        {
            if (StoredObject.Read(file) is StoredObject stored)
            {
                _objects.Add(stored);
            }
        }
    }

    public IReadOnlyList<StoredObject> Objects => _objects;

    /// <summary>Whether a level exists in an information model (PS3.4 C.6.1 to C.6.3).</summary>
    public static bool HasLevel(string model, string level)
    {
        return model switch
        {
            Uids.PatientRootGet => level is "PATIENT" or "STUDY" or "SERIES" or "IMAGE",
            Uids.StudyRootGet => level is "STUDY" or "SERIES" or "IMAGE",
            Uids.PatientStudyOnlyGet => level is "PATIENT" or "STUDY",
            _ => false,
        };
    }

    /// <summary>
    /// What an identifier asks for: the unique keys of its level and of those above it, each by single value, list of
    /// UIDs, wild card or (empty or absent) anything.
    /// </summary>
    public List<StoredObject> Match(string level, IReadOnlyDictionary<uint, string> identifier)
    {
        List<StoredObject> found = _objects;
        foreach ((string name, uint tag, Func<StoredObject, string> value) in Keys)
        {
            if (identifier.TryGetValue(tag, out string? wanted) && wanted.Length > 0)
            {
                string[] patterns = wanted.Split('\\');
                found = found.FindAll(stored => Array.Exists(patterns, pattern => IsMatch(value(stored), pattern)));
            }

            if (name == level)
            {
                break;
            }
        }

        return [.. found];
    }

    /// <summary>The transfer syntax of an offer in which most objects of a class are held; else the first.</summary>
    public string Choose(string sopClass, IReadOnlyList<string> offered)
    {
        string best = offered[0];
        int most = 0;
        foreach (string syntax in offered)
        {
            int count = _objects.FindAll(stored => stored.SopClass == sopClass && stored.TransferSyntax == syntax).Count;
            if (count > most)
            {
                (best, most) = (syntax, count);
            }
        }

        return best;
    }

    /// <summary>PS3.4 C.2.2.2.4: * stands for any characters, ? for one.</summary>
    private static bool IsMatch(string text, string pattern)
    {
        int at = 0;
        int star = -1;
        int resume = 0;
        int wanted = 0;
        while (at < text.Length)
        {
            if (wanted < pattern.Length && pattern[wanted] == '*')
            {
                star = wanted++;
                resume = at;
            }
            else if (wanted < pattern.Length && (pattern[wanted] == '?' || pattern[wanted] == text[at]))
            {
                at++;
                wanted++;
            }
            else if (star >= 0)
            {
                wanted = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(wanted).Trim('*').Length == 0;
    }
}
