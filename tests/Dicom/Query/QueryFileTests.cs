using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Query;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom.Query;

/// <summary>What cannot be a query file, and why. What can be is in the differential table.</summary>
[TestClass]
public class QueryFileTests
{
    /// <summary>Meta information and nothing else: keys may fill it.</summary>
    [TestMethod]
    public void MetaInformationAloneIsAnEmptyQuery()
    {
        foreach (string syntax in (string[])[Uids.ExplicitLittle, Uids.DeflatedLittle])
        {
            Assert.AreEqual(0, QueryFile.Parse(QueryBytes.Part10(syntax, (byte[])[]), DataDictionary.BuiltIn, out _).Count, syntax);
        }
    }

    [TestMethod]
    public void EveryRowOfTheTableThatIsNoDataSetSaysSo()
    {
        int count = 0;
        foreach (QueryDifferentialRow row in QueryDifferentialRows.Rows)
        {
            if (row is { Refused: string reason, File: byte[] bytes })
            {
                DicomFormatException error = Assert.ThrowsExactly<DicomFormatException>(
                    () => QueryFile.Parse(bytes, DataDictionary.BuiltIn, out _), row.ToString());
                Assert.Contains(reason, error.Message, row.ToString());
                count++;
            }
        }

        Assert.IsGreaterThan(20, count);
    }

    /// <summary>Cut anywhere, a file is refused, or is a query of fewer elements.</summary>
    [TestMethod]
    public void EveryTruncationIsRefusedOrShorter()
    {
        byte[] file = QueryBytes.Part10(Uids.ExplicitLittle, d => d.Add(0x00080052, "CS", "STUDY").Sequence(0x00400275, true, i => i.Us(0x00280010, 1)).Add(0x0040A160, "UT", "A"));
        int read = 0;
        for (int length = 0; length < file.Length; length++)
        {
            try
            {
                Assert.IsLessThan(3, QueryFile.Parse(file.AsSpan(0, length), DataDictionary.BuiltIn, out _).Count);
                read++;
            }
            catch (DicomFormatException)
            {
                // As it should be, nearly everywhere.
            }
        }

        // Meta information alone; the end of two elements, each with up to seven bytes behind it.
        Assert.AreEqual(17, read);
    }

    /// <summary>What is padding in a received object may be an element that a query has lost.</summary>
    [TestMethod]
    public void BytesBehindTheLastElementAreTold()
    {
        foreach (string syntax in (string[])[Uids.ImplicitLittle, Uids.ExplicitLittle, Uids.ExplicitBig, Uids.DeflatedLittle])
        {
            for (int rest = 0; rest < 8; rest++)
            {
                string expected = rest switch
                {
                    0 => "",
                    1 => "1 byte behind the last element is ignored",
                    _ => $"{rest} bytes behind the last element are ignored",
                };

                // The head of (2020,0010), or nothing but zeros.
                byte[] head = [0x20, 0x20, 0x10, 0, 0, 0, 0, 0];
                Assert.AreEqual(expected, WarningOf(syntax, head[..rest]) ?? "", $"{syntax} {rest}");
                Assert.IsNull(WarningOf(syntax, new byte[rest]), $"{syntax} {rest} zeros");

                // One that is not zero tells, wherever it is.
                Assert.AreEqual(expected, WarningOf(syntax, [.. new byte[Math.Max(rest - 1, 0)], .. new byte[] { 1 }[..Math.Min(rest, 1)]]) ?? "");
            }
        }
    }

    /// <summary>What the reader lets pass with a warning is told of query files, too.</summary>
    [TestMethod]
    public void WhatTheReaderLetsPassIsTold()
    {
        // A sequence of 18 bytes with an item whose end is missing (PS3.5 7.5.2).
        byte[] item = new DataSetBuilder().Add(0x00080052, "CS", "STUDY").Header(0x00400275, "SQ", 18)
            .Header(0xFFFEE000, "", 0xFFFFFFFF).Us(0x00280010, 1).Build();
        Assert.AreEqual(2, QueryFile.Parse(item, DataDictionary.BuiltIn, out string? warning).Count);
        Assert.Contains("the end of an item of (0040,0275) is missing", warning!);
        byte[] letters = Hex.Parse("0800 0500 'CS' 0600 'STUDY ' 0800 5200 'cs' 0600 'STUDY '");
        Assert.AreEqual(2, QueryFile.Parse(letters, DataDictionary.BuiltIn, out warning).Count);
        Assert.Contains("(0008,0052) has", warning!);
    }

    [TestMethod]
    public void ADeflatedFileCutAnywhereIsRefused()
    {
        byte[] data = QueryBytes.Bare(Uids.DeflatedLittle, d => d.Add(0x00080052, "CS", "STUDY").Add(0x0020000D, "UI", "1.2.3"));
        byte[] file = QueryBytes.Part10(Uids.DeflatedLittle, data);
        int end = file[^1] == 0 ? file.Length - 1 : file.Length;
        for (int length = 0; length < end; length++)
        {
            // Meta information alone is an empty query.
            if (length != file.Length - data.Length)
            {
                byte[] cut = file[..length];
                Assert.ThrowsExactly<DicomFormatException>(() => QueryFile.Parse(cut, DataDictionary.BuiltIn, out _), $"{length} bytes");
            }
        }
    }

    private static string? WarningOf(string syntax, byte[] rest)
    {
        byte[] bytes = QueryBytes.Bare(syntax == Uids.DeflatedLittle ? Uids.ExplicitLittle : syntax, d => d.Add(0x00080052, "CS", "STUDY"));
        byte[] data = [.. bytes, .. rest];
        byte[] file = QueryBytes.Part10(syntax, syntax == Uids.DeflatedLittle ? DataSetBuilder.Deflate(data) : data);
        Assert.AreEqual(1, QueryFile.Parse(file, DataDictionary.BuiltIn, out string? warning).Count);
        return warning;
    }
}
