using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Query;

namespace GetScu.Tests.Dicom.Query;

/// <summary>Keys become elements by their value representation, without the tool.</summary>
[TestClass]
public class KeyValueTests
{
    /// <summary>An attribute of each representation, a value, and the element in explicit little endian.</summary>
    [TestMethod]
    [DataRow("SelectorAEValue=AB", "7200 5E00 'AE' 0200 'AB'")]
    [DataRow("SelectorASValue=040Y", "7200 5F00 'AS' 0400 '040Y'")]
    [DataRow("SelectorATValue=(0010,0020)\\(7FE0,0010)", "7200 6000 'AT' 0800 1000 2000 E07F 1000")]
    [DataRow("SelectorCSValue=A\\B", "7200 6200 'CS' 0400 'A\\B '")]
    [DataRow("SelectorDAValue=20200101-", "7200 6100 'DA' 0A00 '20200101- '")]
    [DataRow("SelectorDSValue=1.5", "7200 7200 'DS' 0400 '1.5 '")]
    [DataRow("SelectorDTValue=2020", "7200 6300 'DT' 0400 '2020'")]
    [DataRow("SelectorFDValue=-1.5", "7200 7400 'FD' 0800 000000000000F8BF")]
    [DataRow("SelectorFLValue=-1.5\\nan", "7200 7600 'FL' 0800 0000C0BF 0000C07F")]
    [DataRow("SelectorISValue=-5", "7200 6400 'IS' 0200 '-5'")]
    [DataRow("SelectorLOValue=a b ", "7200 6600 'LO' 0400 'a b '")]
    [DataRow("SelectorLTValue=a\\b\nc", "7200 6800 'LT' 0600 'a\\b' 0A 'c' 20")]
    [DataRow("SelectorOBValue=1\\ff\\0x7F", "7200 6500 'OB' 0000 04000000 01 FF 7F 00")]
    [DataRow("SelectorODValue=1", "7200 7300 'OD' 0000 08000000 000000000000F03F")]
    [DataRow("SelectorOFValue=1", "7200 6700 'OF' 0000 04000000 0000803F")]
    [DataRow("SelectorOLValue=1\\4294967295", "7200 7500 'OL' 0000 08000000 01000000 FFFFFFFF")]
    [DataRow("SelectorOVValue=258", "7200 8100 'OV' 0000 08000000 0201000000000000")]
    [DataRow("SelectorOWValue=102\\FFFF", "7200 6900 'OW' 0000 04000000 0201 FFFF")]
    [DataRow("SelectorPNValue=A^B=C", "7200 6A00 'PN' 0600 'A^B=C '")]
    [DataRow("SelectorSHValue=x", "7200 6C00 'SH' 0200 'x '")]
    [DataRow("SelectorSLValue=-2147483648\\2147483647", "7200 7C00 'SL' 0800 00000080 FFFFFF7F")]
    [DataRow("SelectorSSValue=-32768\\32767", "7200 7E00 'SS' 0400 0080 FF7F")]
    [DataRow("SelectorSTValue=x\\y", "7200 6E00 'ST' 0400 'x\\y '")]
    [DataRow("SelectorSVValue=-9223372036854775808", "7200 8200 'SV' 0000 08000000 0000000000000080")]
    [DataRow("SelectorTMValue=10", "7200 6B00 'TM' 0200 '10'")]
    [DataRow("SelectorUCValue=abc", "7200 6F00 'UC' 0000 04000000 'abc '")]
    [DataRow("SelectorUIValue= 1.2\\1.3.4 ", "7200 7F00 'UI' 0A00 '1.2\\1.3.4' 00")]
    [DataRow("SelectorUIValue==CTImageStorage", "7200 7F00 'UI' 1A00 '1.2.840.10008.5.1.4.1.1.2' 00")]
    [DataRow("SelectorULValue=0\\4294967295", "7200 7800 'UL' 0800 00000000 FFFFFFFF")]
    [DataRow("SelectorUNValue=0\\Ab", "7200 6D00 'UN' 0000 02000000 00 AB")]
    [DataRow("SelectorURValue=http://x/ ", "7200 7100 'UR' 0000 0A000000 'http://x/ '")]
    [DataRow("SelectorUSValue=0\\ 65535 ", "7200 7A00 'US' 0400 0000 FFFF")]
    [DataRow("SelectorUTValue= x ", "7200 7000 'UT' 0000 02000000 ' x'")]
    [DataRow("SelectorUVValue=18446744073709551615", "7200 8300 'UV' 0000 08000000 FFFFFFFFFFFFFFFF")]
    [DataRow("SelectorCodeSequenceValue", "7200 8000 'SQ' 0000 00000000")]
    [DataRow("SmallestImagePixelValue=-1\\65535", "2800 0601 'US' 0400 FFFF FFFF")]
    [DataRow("LUTData=FFFF", "2800 0630 'OW' 0000 02000000 FFFF")]
    [DataRow("OffsetOfTheNextDirectoryRecord=5", "0400 0014 'UL' 0400 05000000")]
    [DataRow("PixelData=FFFF", "E07F 1000 'OW' 0000 02000000 FFFF")]
    [DataRow("6004,3000=102", "0460 0030 'OW' 0000 02000000 0201")]
    [DataRow("ChannelMinimumValue=1\\2", "0054 1001 'OB' 0000 02000000 01 02")]
    public void AValueBecomesBytes(string key, string element)
    {
        Assert.AreEqual(Convert.ToHexString(Hex.Parse(element)), Convert.ToHexString(KeyPathTests.Encode(key)));
    }

    [TestMethod]
    public void EveryRepresentationTakesAnEmptyValue()
    {
        foreach (Vr vr in Enum.GetValues<Vr>())
        {
            if (VrTraits.IsKnown(vr) && vr != Vr.SQ)
            {
                Assert.IsEmpty(KeyValue.Encode(vr, [], maybeSigned: false), vr.ToString());
            }
        }
    }
}
