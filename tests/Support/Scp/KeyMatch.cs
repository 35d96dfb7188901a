namespace GetScu.Tests.Scp;

/// <summary>Matching of one key (PS3.4 C.2.2.2): by single value, list, wild card, or (empty) anything.</summary>
internal sealed class KeyMatch
{
    private readonly HashSet<string> _values = [];
    private readonly List<string> _patterns = [];

    /// <param name="wanted">Value of the key as sent, without padding.</param>
    public KeyMatch(string wanted)
    {
        IsUniversal = wanted.Length == 0;
        foreach (string part in wanted.Split('\\'))
        {
            if (part.AsSpan().IndexOfAny('*', '?') >= 0)
            {
                _patterns.Add(part);
            }
            else
            {
                _values.Add(part);
            }
        }
    }

    /// <summary>PS3.4 C.2.2.2.3.</summary>
    public bool IsUniversal { get; }

    public bool Takes(string text)
    {
        return IsUniversal || _values.Contains(text) || _patterns.Exists(pattern => IsMatch(text, pattern));
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
