using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Query;
using GetScu.Tests.Support;

namespace GetScu.Tests.Dicom.Query;

/// <summary>Lines of key files, the keys of the command line, and the query that they make.</summary>
[TestClass]
public sealed class KeyLineTests
{
    private const string Study = "QueryRetrieveLevel=STUDY";
    private const string Series = "QueryRetrieveLevel=SERIES";
    private const string Image = "QueryRetrieveLevel=IMAGE";

    private static readonly (string Line, string Keys, string Expected)[] Queries =
    [
        ("1.2.3", Study, "0008,0052=STUDY 0020,000d=1.2.3"),
        ("1.2.3 1.2.4", Study, "0008,0052=STUDY 0020,000d=1.2.3\\1.2.4"),
        ("1.2.3\\1.2.4 1.2.5", Study, "0008,0052=STUDY 0020,000d=1.2.3\\1.2.4\\1.2.5"),
        (Study + " 1.2.3", "", "0008,0052=STUDY 0020,000d=1.2.3"),
        ("1.2.3 " + Study, "", "0008,0052=STUDY 0020,000d=1.2.3"),
        ("1.2.3", "QueryRetrieveLevel=PATIENT", "0008,0052=PATIENT 0010,0020=1.2.3"),
        ("'PAT 001'", "QueryRetrieveLevel=PATIENT", "0008,0052=PATIENT 0010,0020=PAT 001"),
        ("PAT001", "0008,0052=PATIENT", "0008,0052=PATIENT 0010,0020=PAT001"),
        ("StudyInstanceUID=1.2 1.2.3 1.2.4", Series, "0008,0052=SERIES 0020,000d=1.2 0020,000e=1.2.3\\1.2.4"),
        ("1.2.3", Series + "|StudyInstanceUID=1.2", "0008,0052=SERIES 0020,000d=1.2 0020,000e=1.2.3"),
        ("1.2.3.4 1.2.3.5", Image + "|StudyInstanceUID=1.2|SeriesInstanceUID=1.2.3", "0008,0018=1.2.3.4\\1.2.3.5 0008,0052=IMAGE 0020,000d=1.2 0020,000e=1.2.3"),
        // The same key again, and bare words beside it.
        ("SeriesInstanceUID=1.2.3 SeriesInstanceUID=1.2.4", Series, "0008,0052=SERIES 0020,000e=1.2.3\\1.2.4"),
        ("0020,000e=1.2.3 (0020,000E)=1.2.4 1.2.5", Series, "0008,0052=SERIES 0020,000e=1.2.3\\1.2.4\\1.2.5"),
        ("SeriesInstanceUID=1.2.3\\1.2.4", "QueryRetrieveLevel=IMAGE", "0008,0052=IMAGE 0020,000e=1.2.3\\1.2.4"),
        // The command line overrides the line.
        (Study + " PatientID=A", "PatientID=B", "0008,0052=STUDY 0010,0020=B"),
        (Series + " 1.2.3", Study, "0008,0052=STUDY 0020,000d=1.2.3"),
        ("1.2.3", Study + "|StudyInstanceUID", "0008,0052=STUDY 0020,000d=1.2.3"),
        ("StudyInstanceUID=1.2 StudyInstanceUID=1.3", Series + "|StudyInstanceUID=1.4", "0008,0052=SERIES 0020,000d=1.4"),
        ("PatientID=A PatientID=B", Study, "0008,0052=STUDY 0010,0020=B"),
        ("PatientName=", Study, "0008,0052=STUDY 0010,0010="),
        // Quotation marks, comments, blanks.
        ("\t1.2.3\r", Study, "0008,0052=STUDY 0020,000d=1.2.3"),
        ("1.2.3 # the first one", Study, "0008,0052=STUDY 0020,000d=1.2.3"),
        ("1.2.3 #", Study, "0008,0052=STUDY 0020,000d=1.2.3"),
        ("\"1.2.3\" PatientName='A # B'", Study, "0008,0052=STUDY 0010,0010=A # B 0020,000d=1.2.3"),
        ("PatientName=A#B", Study, "0008,0052=STUDY 0010,0010=A#B"),
        ("'#1'", "QueryRetrieveLevel=PATIENT", "0008,0052=PATIENT 0010,0020=#1"),
        ("", Study, "none"),
        ("  \t\r", Study, "none"),
        ("# 1.2.3", Study, "none"),
        ("   #", Study, "none"),
    ];

    private static readonly (string Line, string Keys, string Message)[] Errors =
    [
        ("1.2.3", "", "no QueryRetrieveLevel, which would say what '1.2.3' is"),
        ("1.2.3", "QueryRetrieveLevel=study", "no level 'study', which would say what '1.2.3' is"),
        ("1.2.3x", Study, "'1.2.3x' is neither a key with '=' nor a StudyInstanceUID"),
        ("1.2.3\\", Study, "'1.2.3\\' is neither"),
        ("''", Study, "'' is neither"),
        (new string('1', 65), Study, "is neither a key"),
        ("StudyInstanceUID", Study, "'StudyInstanceUID' is neither a key with '=' nor a StudyInstanceUID"),
        ("PatientName", "QueryRetrieveLevel=PATIENT", "'PatientName' is neither a key with '=' nor a PatientID"),
        ("0010,0010", "QueryRetrieveLevel=PATIENT", "'0010,0010' is neither"),
        ("A B", "QueryRetrieveLevel=PATIENT", "several values for PatientID"),
        ("PatientID=A B", "QueryRetrieveLevel=PATIENT", "several values for PatientID"),
        ("1.2.3", Study + "|StudyInstanceUID=1.2.4", "'1.2.3' is a StudyInstanceUID, which the command line gives as well"),
        ("StudyInstanceUID=1.2 StudyInstanceUID=1.3 1.2.3", Series, "several values for StudyInstanceUID at level 'SERIES'"),
        ("StudyInstanceUID=1.2 StudyInstanceUID=1.3", "", "several values for StudyInstanceUID at level ''"),
        ("SeriesInstanceUID=1.2 SeriesInstanceUID=1.3", Study, "several values for SeriesInstanceUID at level 'STUDY'"),
        ("'1.2.3", Study, "a quotation mark without an end"),
        ("Nonsense=1", Study, "Bad override key/path: Nonsense=1: "),
        ("Rows=70000", Study, "Bad override key/path: Rows=70000: "),
        ("=1", Study, "Bad override key/path: =1: "),
        ("1.2.3", Study + "|Nonsense=1", "Bad override key/path: Nonsense=1: "),
        ("\u001b[1m=1", Study, "\\x1b[1m"),
    ];

    [TestMethod]
    public void Lines_that_are_queries() => Table.Run(Queries, row => $"{row.Line}, {row.Keys}", row =>
        Assert.AreEqual(row.Expected, Parse(row.Line, row.Keys)));

    [TestMethod]
    public void Lines_that_are_none() => Table.Run(Errors, row => $"{row.Line}, {row.Keys}", row =>
    {
        KeyException error = Assert.ThrowsExactly<KeyException>(() => Parse(row.Line, row.Keys));
        StringAssert.Contains(error.Message, row.Message);
    });

    [TestMethod]
    public void Bytes_that_are_not_UTF8_are_kept()
    {
        string line = RawText.Decode([.. "PatientName=M"u8, 0xFC, .. "ller"u8]);
        DataSet query = KeyLine.Parse(line, [], DataDictionary.BuiltIn)!;
        CollectionAssert.AreEqual((byte[])[(byte)'M', 0xFC, .. "ller"u8], query[0].Value);
    }

    private static string Parse(string line, string keys)
    {
        DataSet? query = KeyLine.Parse(line, keys.Split('|', StringSplitOptions.RemoveEmptyEntries), DataDictionary.BuiltIn);
        if (query is null)
        {
            return "none";
        }

        List<string> elements = [];
        foreach (DataElement element in query)
        {
            elements.Add($"{element.Tag.Group:x4},{element.Tag.Element:x4}={System.Text.Encoding.Latin1.GetString(element.Value)}");
        }

        return string.Join(' ', elements);
    }
}
