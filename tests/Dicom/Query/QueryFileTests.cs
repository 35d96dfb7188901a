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
            Assert.AreEqual(0, QueryFile.Parse(QueryBytes.Part10(syntax, (byte[])[]), DataDictionary.BuiltIn).Count, syntax);
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
                    () => QueryFile.Parse(bytes, DataDictionary.BuiltIn), row.ToString());
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
                Assert.IsLessThan(3, QueryFile.Parse(file.AsSpan(0, length), DataDictionary.BuiltIn).Count);
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
                Assert.ThrowsExactly<DicomFormatException>(() => QueryFile.Parse(cut, DataDictionary.BuiltIn), $"{length} bytes");
            }
        }
    }
}
