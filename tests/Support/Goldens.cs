namespace GetScu.Tests.Support;

/// <summary>
/// Bytes written by hand from the standard, field by field. The wire builder is checked against them, and tests that want
/// no builder between them and the standard use them as they are.
/// </summary>
internal static class Goldens
{
    /// <summary>PS3.8 9.3.3. Accepts context 1 (explicit little endian), maximum length 16384.</summary>
    public static readonly byte[] AssociateAc = Hex.Parse("""
        02 00 00 00 00 B3                           # A-ASSOCIATE-AC, 179 bytes
        00 01 00 00                                 # protocol version 1
        'ANY-SCP         ' 'GETSCU          '       # called, calling AE title, as in the request
        00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
        00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
        10 00 00 15 '1.2.840.10008.3.1.1.1'         # application context
        21 00 00 1B                                 # presentation context
          01 00 00 00                               #   id 1, acceptance
          40 00 00 13 '1.2.840.10008.1.2.1'         #   explicit little endian
        50 00 00 33                                 # user information
          51 00 00 04 00 00 40 00                   #   maximum length 16384
          52 00 00 1B '1.2.826.0.1.3680043.8.498.1' #   implementation class UID
          55 00 00 08 'TESTPEER'                    #   implementation version name
        """);

    /// <summary>PS3.8 9.3.4: rejected permanently by the user, called AE title not recognized.</summary>
    public static readonly byte[] AssociateRj = Hex.Parse("03 00 00 00 00 04  00 01 01 07");

    /// <summary>PS3.8 9.3.6.</summary>
    public static readonly byte[] ReleaseRq = Hex.Parse("05 00 00 00 00 04  00 00 00 00");

    /// <summary>PS3.8 9.3.7.</summary>
    public static readonly byte[] ReleaseRp = Hex.Parse("06 00 00 00 00 04  00 00 00 00");

    /// <summary>PS3.8 9.3.8: by the service provider, unexpected PDU.</summary>
    public static readonly byte[] Abort = Hex.Parse("07 00 00 00 00 04  00 00 02 02");

    /// <summary>PS3.7 9.3.3.2 in one PDV: final C-GET-RSP of success to message 1 on context 1, three completed.</summary>
    public static readonly byte[] GetResponse = Hex.Parse("""
        04 00 00 00 00 7C                           # P-DATA-TF, 124 bytes
        00 00 00 78 01 03                           # PDV of 120 bytes, context 1, command, last
        00 00 00 00 04 00 00 00 6A 00 00 00         # (0000,0000) group length 106
        00 00 02 00 1C 00 00 00                     # (0000,0002) affected SOP class: study root GET
          '1.2.840.10008.5.1.4.1.2.2.3' 00
        00 00 00 01 02 00 00 00 10 80               # (0000,0100) C-GET-RSP
        00 00 20 01 02 00 00 00 01 00               # (0000,0120) message id being responded to
        00 00 00 08 02 00 00 00 01 01               # (0000,0800) no data set
        00 00 00 09 02 00 00 00 00 00               # (0000,0900) success
        00 00 21 10 02 00 00 00 03 00               # (0000,1021) completed
        00 00 22 10 02 00 00 00 00 00               # (0000,1022) failed
        00 00 23 10 02 00 00 00 00 00               # (0000,1023) warning
        """);

    /// <summary>PS3.7 9.3.1.1: C-STORE-RQ, message 5, CT image 1.2.3.4; then its data set, in two fragments, on context 3.</summary>
    public static readonly byte[] Store = Hex.Parse("""
        04 00 00 00 00 6C                           # P-DATA-TF, 108 bytes
        00 00 00 68 03 03                           # PDV of 104 bytes, context 3, command, last
        00 00 00 00 04 00 00 00 5A 00 00 00         # (0000,0000) group length 90
        00 00 02 00 1A 00 00 00                     # (0000,0002) affected SOP class
          '1.2.840.10008.5.1.4.1.1.2' 00
        00 00 00 01 02 00 00 00 01 00               # (0000,0100) C-STORE-RQ
        00 00 10 01 02 00 00 00 05 00               # (0000,0110) message id
        00 00 00 07 02 00 00 00 00 00               # (0000,0700) medium priority
        00 00 00 08 02 00 00 00 01 00               # (0000,0800) a data set follows
        00 00 00 10 08 00 00 00 '1.2.3.4' 00        # (0000,1000) affected SOP instance
        04 00 00 00 00 10  00 00 00 0C 03 00        # P-DATA-TF, data, more to come
          08 00 18 00 'UI' 04 00 '1.'               #   (0008,0018) SOP instance UID, first half
        04 00 00 00 00 08  00 00 00 04 03 02        # P-DATA-TF, data, last
          '2' 00
        """);
}
