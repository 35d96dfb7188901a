namespace GetScu.Tests.Dicom.Query;

internal static partial class QueryDifferentialRows
{
    private const string Garbled = "the reference sends another value than the one given";
    private const string Lax = "the reference lets rubbish after a tag or number pass";

    /// <summary>Where this program does better on purpose.</summary>
    private static QueryDifferentialRow[] Differences() =>
    [
        Stricter(Garbled, "US takes whole numbers from 0 to 65535, 70000 is outside", "Rows=70000"),
        Stricter(Garbled, "US takes whole numbers from 0 to 65535, 65536 is outside", "Rows=65536"),
        Stricter(Garbled, "US takes whole numbers from 0 to 65535, -1 is outside", "Rows=-1"),
        Stricter(Garbled, "outside", "Rows=99999999999999999999"),
        Stricter(Garbled, "SS takes whole numbers from -32768 to 32767, 32768 is outside", "SelectorSSValue=32768"),
        Stricter(Garbled, "outside", "SelectorSSValue=-32769"),
        Stricter(Garbled, "UL takes whole numbers from 0 to 4294967295", "SelectorULValue=4294967296"),
        Stricter(Garbled, "outside", "SelectorULValue=-1"),
        Stricter(Garbled, "SL takes whole numbers from -2147483648 to 2147483647", "SelectorSLValue=2147483648"),
        Stricter(Garbled, "outside", "SelectorSLValue=-2147483649"),
        Stricter(Garbled, "UV takes whole numbers from 0 to 18446744073709551615", "SelectorUVValue=18446744073709551616"),
        Stricter(Garbled, "outside", "SelectorUVValue=-1"),
        Stricter(Garbled, "SV takes whole numbers from -9223372036854775808 to 9223372036854775807", "SelectorSVValue=9223372036854775808"),
        Stricter(Garbled, "outside", "SelectorSVValue=-9223372036854775809"),
        Stricter(Garbled, "OL takes whole numbers from 0 to 4294967295", "SelectorOLValue=4294967296"),
        Stricter(Garbled, "OV takes whole numbers from 0 to", "SelectorOVValue=-1"),
        Stricter(Garbled, "US takes whole numbers from -32768 to 65535, 70000 is outside", "SmallestImagePixelValue=70000"),
        Stricter(Garbled, "outside the range of FL", "SelectorFLValue=1e39"),
        Stricter(Garbled, "outside the range of FL", "SelectorFLValue=-1e400"),
        Stricter(Garbled, "outside the range of FD", "SelectorFDValue=1e309"),
        Stricter(Garbled, "UN takes hexadecimal numbers of up to 2 digits", "SelectorUNValue=ABC"),
        Stricter(Garbled, "OB takes hexadecimal numbers of up to 2 digits", "SelectorOBValue=100"),
        Stricter(Garbled, "OB takes hexadecimal numbers of up to 2 digits", "SelectorOBValue=-1"),
        Stricter(Garbled, "OW takes hexadecimal numbers of up to 4 digits", "SelectorOWValue=65536"),
        Stricter(Lax, "US takes whole numbers, not \"5x\"", "Rows=5x"),
        Stricter(Lax, "US takes whole numbers, not \"0x10\"", "Rows=0x10"),
        Stricter(Lax, "US takes whole numbers, not \"1.5\"", "Rows=1.5"),
        Stricter(Lax, "US takes whole numbers, not \"1 2\"", "Rows=1 2"),
        Stricter(Lax, "SV takes whole numbers, not \"5x\"", "SelectorSVValue=5x"),
        Stricter(Lax, "FL takes decimal numbers, not \"1.5x\"", "SelectorFLValue=1.5x"),
        Stricter(Lax, "FL takes decimal numbers, not \"1,5\"", "SelectorFLValue=1,5"),
        Stricter(Lax, "FD takes decimal numbers, not \"5e\"", "SelectorFDValue=5e"),
        Stricter(Lax, "AT takes tags written (gggg,eeee)", "SelectorATValue=(0010,0020"),
        Stricter(Lax, "Unable to parse tag/dictionary name", "0010,0010x=A"),
        Stricter(Lax, "Unable to parse tag/dictionary name", "0010,00100=A"),
        Stricter(Lax, "Unable to parse tag/dictionary name", "0010,0010)=A"),
        Stricter(Lax, "Unable to parse item number at beginning of path: [1a]", Requests + "[1a].PatientID=1"),
        Stricter(Lax, "Unable to parse item number at beginning of path: [0x1]", Requests + "[0x1].PatientID=1"),
        Stricter("the reference hangs on an item number near two thousand million", "item number above 9999", Requests + "[10000].PatientID=1"),
        Stricter("nesting is bounded", "nested deeper than 512 sequences", string.Concat(Enumerable.Repeat("ContentSequence[0].", 512)) + "TextValue=A"),
        Other("the standard's keyword of a retired attribute is known", "1000 0010 'LO' 0200 'A '", "OtherPatientIDs=A"),
        Other(
            "a sequence that is there needs no dictionary",
            "2900 1000 'LO' 0C00 'GETSCU TEST ' 2900 1010 'SQ' 0000 26000000 FEFF00E0 1E000000 " +
            "2900 1000 'LO' 0C00 'GETSCU TEST ' 2900 0810 'CS' 0200 'B '",
            "0029,0010=GETSCU TEST", "0029,1010[0].0029,0010=GETSCU TEST", "0029,1010[0].0029,1008=B"),
        Other("group lengths are dropped", "1000 1000 'PN' 0200 'A '", "0008,0000=5", "0010,0010=A"),
        Other("group lengths are dropped", "1100 1000 'LO' 0200 'A '", "0011,0000=5", "0011,0010=A"),
        Other("the smallest numbers are not lost", "7200 7400 'FD' 0800 0100000000000000", "SelectorFDValue=4.9e-324"),
    ];
}
