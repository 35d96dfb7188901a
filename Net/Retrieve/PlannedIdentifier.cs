using System;
using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>Identifiers of a plan's own requests: unique keys, and for C-FIND the attributes that are to be returned (PS3.4 C.6).</summary>
internal static class PlannedIdentifier
{
    private static readonly byte[] None = [];

    /// <summary>The data set of a request that is not the user's own.</summary>
    public static byte[] Encode(PlannedRequest request, DataEncoding encoding)
    {
        DataSet set = new();
        Set(set, 0x00080005, Vr.CS, request.CharacterSet, isReturned: false);
        Set(set, 0x00080052, Vr.CS, Encoding.ASCII.GetBytes(NameOf(request.Level)), isReturned: false);
        bool finds = request.Kind == RequestKind.Find;
        Set(set, 0x00100020, Vr.LO, request.PatientId, isReturned: finds && request.Level == QueryLevel.Study);
        Set(set, 0x0020000D, Vr.UI, request.StudyUids, isReturned: finds && request.Level == QueryLevel.Study);
        Set(set, 0x0020000E, Vr.UI, request.SeriesUids, isReturned: finds && request.Level == QueryLevel.Series);
        Set(set, 0x00080018, Vr.UI, request.InstanceUids, isReturned: finds && request.Level == QueryLevel.Image);
        if (finds)
        {
            // PS3.4 C.3.4, C.6.1.1: SOP Classes in Study at the upper levels, the class itself below; Modality is required.
            bool isImage = request.Level == QueryLevel.Image;
            Set(set, isImage ? 0x00080016u : 0x00080062, Vr.UI, None, isReturned: true);
            Set(set, 0x00080060, Vr.CS, None, isReturned: request.Level == QueryLevel.Series);
            Set(set, 0x00083002, Vr.UI, None, isReturned: request.Level != QueryLevel.Study);
        }

        return DataSetWriter.Encode(set, encoding);
    }

    private static void Set(DataSet set, uint tag, Vr vr, ReadOnlyMemory<byte> value, bool isReturned)
    {
        if (isReturned || !value.IsEmpty)
        {
            set.Set(new DataElement(Tag.FromValue(tag), vr, value.ToArray()));
        }
    }

    private static string NameOf(QueryLevel level) => level switch
    {
        QueryLevel.Patient => "PATIENT",
        QueryLevel.Study => "STUDY",
        QueryLevel.Series => "SERIES",
        _ => "IMAGE",
    };
}
