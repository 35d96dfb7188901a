using System;

namespace GetScu.Dicom.Dictionary;

/// <summary>
/// Keeps the keyword nearest to an unknown one: fewest letters to insert, delete or replace, a wrong case counting less than any
/// of these. More than a third of the letters is not near.
/// </summary>
internal ref struct NearestKeyword
{
    // Cost of a wrong letter; a wrong case costs 1.
    private const int Wrong = 16;

    private readonly ReadOnlySpan<char> _asked;
    private int _distance;

    /// <param name="asked">The unknown keyword; a prefix <c>RETIRED_</c> is passed over.</param>
    public NearestKeyword(ReadOnlySpan<char> asked)
    {
        if (asked.StartsWith(BuiltInDictionary.RetiredPrefix, StringComparison.Ordinal))
        {
            asked = asked[BuiltInDictionary.RetiredPrefix.Length..];
        }

        _asked = asked;
        _distance = asked.Length > Limits.ComparedKeyword ? 0 : (Math.Max(asked.Length / 3, 1) * Wrong) + Wrong;
    }

    /// <summary>The nearest so far; null when none was near.</summary>
    public string? Best { get; private set; }

    /// <summary>Compares one keyword; of equal distances the first one stays.</summary>
    public void Try(scoped ReadOnlySpan<char> keyword)
    {
        // What the lengths alone cost.
        if (Math.Abs(keyword.Length - _asked.Length) * Wrong >= _distance || keyword.Length > Limits.ComparedKeyword)
        {
            return;
        }

        int distance = Distance(_asked, keyword);
        if (distance < _distance)
        {
            _distance = distance;
            Best = keyword.ToString();
        }
    }

    /// <summary>Compares every keyword of the built-in dictionary.</summary>
    public void TryBuiltIn()
    {
        Span<char> buffer = stackalloc char[DictionaryTable.LongestName];
        for (int entry = 0; entry < DictionaryTable.Count; entry++)
        {
            Try(BuiltInDictionary.KeywordOf(entry, buffer));
        }
    }

    // Levenshtein's distance, one row at a time.
    private static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<int> row = stackalloc int[Limits.ComparedKeyword + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            row[j] = j * Wrong;
        }

        for (int i = 0; i < left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = (i + 1) * Wrong;
            for (int j = 0; j < right.Length; j++)
            {
                int cost = left[i] == right[j] ? 0 : char.ToLowerInvariant(left[i]) == char.ToLowerInvariant(right[j]) ? 1 : Wrong;
                int best = Math.Min(diagonal + cost, Math.Min(row[j], row[j + 1]) + Wrong);
                diagonal = row[j + 1];
                row[j + 1] = best;
            }
        }

        return row[right.Length];
    }
}
