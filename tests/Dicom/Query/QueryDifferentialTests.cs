using System.Text.RegularExpressions;

using GetScu.Dicom.Dictionary;
using GetScu.Net.Retrieve;
using GetScu.Storage.Posix;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom.Query;

/// <summary>
/// The same queries through this program and through the tool it stands in for: the identifiers that reach a recording
/// peer are the same byte for byte. Where they differ on purpose the table says why.
/// </summary>
[TestClass]
public class QueryDifferentialTests
{
    [TestMethod]
    public void TheTableIsLargeEnough()
    {
        Assert.IsGreaterThanOrEqualTo(150, QueryDifferentialRows.Rows.Count(row => row is { Refused: null, Differs: null }));
        string[] twice = [.. QueryDifferentialRows.Rows.GroupBy(row => row.ToString()).Where(rows => rows.Count() > 1).Select(rows => rows.Key)];
        Assert.IsEmpty(twice, string.Join('\n', twice));
    }

    [TestMethod]
    public void IdentifiersAreThoseOfTheReference()
    {
        List<(QueryDifferentialRow Query, string Syntax)> rows = [];
        foreach (QueryDifferentialRow query in QueryDifferentialRows.Rows)
        {
            if (query.InEverySyntax)
            {
                rows.AddRange(Encodings.Syntaxes.Select(syntax => (query, syntax)));
            }
            else
            {
                // An expected identifier is written in explicit little endian.
                int turn = query.Expected is null ? rows.Count % Encodings.Syntaxes.Length : 0;
                rows.Add((query, Encodings.Syntaxes[turn]));
            }
        }

        Table.Run(rows, row => $"{row.Query} {row.Syntax}", row => Compare(row.Query, row.Syntax));
    }

    private static void Compare(QueryDifferentialRow query, string syntax)
    {
        using QueryDifferentialRun run = new(query, syntax);
        List<string> errors = [];
        DataDictionary dictionary = DataDictionary.Load(run.Dictionary()["DCMDICTPATH"]!, ':', errors, WholeFile.Read);
        Assert.IsEmpty(errors);
        QueryOutcome own = run.InProcess(dictionary);
        AreTheSame(own, run.Native());
        QueryOutcome reference = run.OfReference();
        string both = $"this program: {Show(own)}\nreference: {Show(reference)}";
        if (query.Refused is not null)
        {
            Assert.IsNull(own.Identifier, both);
            Assert.Contains(query.Refused, own.Complaint, both);
        }

        if (query.Expected is not null)
        {
            Assert.AreEqual(Convert.ToHexString(Hex.Parse(query.Expected)), Convert.ToHexString(own.Identifier ?? []), both);
        }

        if (query.Differs is not null)
        {
            Assert.IsFalse(
                AreSame(own, reference) || (reference.Identifier is null && own.Identifier is null),
                $"there is no difference that \"{query.Differs}\" could explain\n{both}");
        }
        else if (query.Refused is not null)
        {
            Assert.AreNotEqual("", reference.Complaint, both);
        }
        else
        {
            Assert.IsNotNull(own.Identifier, both);
            Assert.IsTrue(AreSame(own, reference), both);
            if (!query.HasOtherDump)
            {
                AreComparable(own.Dump, reference.Dump);
            }
        }
    }

    /// <summary>The published binary does what the code under test does within this process.</summary>
    private static void AreTheSame(QueryOutcome own, QueryOutcome native)
    {
        string both = $"in process: {Show(own)}\nbinary: {Show(native)}";
        Assert.AreEqual(own.Status, native.Status, both);
        Assert.Contains(own.Complaint, native.Complaint, both);
        Assert.AreEqual(Convert.ToHexString(own.Identifier ?? []), Convert.ToHexString(native.Identifier ?? []), both);
    }

    /// <summary>The dumps of an identifier in the debug log, below their heading.</summary>
    private static void AreComparable(string[] own, string[] reference)
    {
        Assert.HasCount(reference.Length, own, string.Join('\n', reference));
        for (int i = 2; i < own.Length; i++)
        {
            // The reference leaves long values in the file.
            if (!reference[i].Contains(" (not loaded) "))
            {
                Assert.AreEqual(Comparable(reference[i]), Comparable(own[i]), $"{reference[i]}\n{own[i]}");
            }
        }
    }

    /// <summary>
    /// A line of the dump without what differs on purpose: the reference shows an attribute of no or several representations
    /// by a mark, sequences as they were before they are written, and fills up by bytes, not by characters. Its decimal numbers
    /// are not exact.
    /// </summary>
    private static string Comparable(string line)
    {
        string text = line.Replace("undefined length", "explicit length").Replace(" for re-encoding)", ")").Replace(" for re-encod.)", ")");
        text = Regex.Replace(text, @"\) (\?\?|xs|lt|ox|px|up|UN|US|SS|OB|OW|UL) ", ") .. ");
        text = Regex.Replace(text, " +# ", " # ");
        text = Regex.Replace(text, @"\((Sequence|Item) .* # .*, ", "$1 ");
        text = Regex.Replace(text, @"\(no value available\) # .* ", "empty ");
        return Regex.Replace(text, @" (FD|OD|FL|OF) [^(].* # ", " $1 # ");
    }

    private static bool AreSame(QueryOutcome one, QueryOutcome other)
    {
        return one.Identifier is not null && other.Identifier is not null && one.Identifier.AsSpan().SequenceEqual(other.Identifier);
    }

    private static string Show(QueryOutcome outcome)
    {
        return $"{outcome.Complaint} (status {outcome.Status})\n{(outcome.Identifier is null ? "nothing sent" : Hex.Dump(outcome.Identifier, 160))}";
    }
}
