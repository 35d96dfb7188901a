using System;
using System.Collections.Generic;
using System.Threading;

using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Query;
using GetScu.Net.Association;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>One query of a run: its identifier, encoded once, and what its unique keys say (PS3.4 C.4.3.2.1, C.6).</summary>
internal sealed class Query(DataSet identifier, QueryModel model)
{
    private readonly Lock _gate = new();
    private byte[]? _encoded;
    private DataEncoding _encoding;

    /// <summary>Whether nothing of a data set would be sent: group lengths and padding are not.</summary>
    public static bool IsEmpty(DataSet set) =>
        !set.Exists(element => !element.Tag.IsGroupLength && element.Tag != DataSetWriter.TrailingPadding);

    /// <summary>No unique key has a value, so that a peer may take every object for a match.</summary>
    public bool IsUnlimited => !Array.Exists(UniqueKeys.All, key => TextOf(key.Tag).Length > 0);

    /// <summary>The identifier's bytes.</summary>
    /// <exception cref="DicomFormatException">It holds compressed pixel data.</exception>
    public byte[] Encode(DataEncoding encoding)
    {
        lock (_gate)
        {
            if (_encoded is null || _encoding != encoding)
            {
                _encoded = DataSetWriter.Encode(identifier, encoding);
                _encoding = encoding;
            }

            return _encoded;
        }
    }

    /// <summary>
    /// The UIDs of levels above the query's own that have no value and without which servers find nothing. A study's UID stands
    /// for itself: few servers want the patient's id with it.
    /// </summary>
    public List<string> MissingKeys()
    {
        List<string> missing = [];
        string level = TextOf(UniqueKeys.QueryRetrieveLevel);
        int own = model == QueryModel.PatientStudyOnly ? -1 : UniqueKeys.IndexOf(level);
        for (int i = 1; i < own; i++)
        {
            if (TextOf(UniqueKeys.All[i].Tag).Length == 0)
            {
                missing.Add(UniqueKeys.All[i].Name);
            }
        }

        return missing;
    }

    /// <summary>It names a level of the model (PS3.4 C.6); else only the peer can know what it is for.</summary>
    public bool HasLevel => UniqueKeys.IndexOf(TextOf(UniqueKeys.QueryRetrieveLevel)) >= 0;

    /// <summary>Its unique keys, for a plan.</summary>
    public PlanQuery ForPlan() => new()
    {
        Level = TextOf(UniqueKeys.QueryRetrieveLevel) switch
        {
            "PATIENT" => QueryLevel.Patient,
            "SERIES" => QueryLevel.Series,
            "IMAGE" => QueryLevel.Image,
            _ => QueryLevel.Study,
        },
        CharacterSet = ValueOf(new Tag(0x0008, 0x0005)),
        PatientId = ValueOf(UniqueKeys.All[0].Tag),
        StudyUids = ValueOf(UniqueKeys.All[1].Tag),
        SeriesUids = ValueOf(UniqueKeys.All[2].Tag),
        InstanceUids = ValueOf(UniqueKeys.All[3].Tag),
    };

    private byte[] ValueOf(Tag tag) => identifier.Find(tag)?.Value.AsSpan().Trim(" \0"u8).ToArray() ?? [];

    private string TextOf(Tag tag) => UniqueKeys.TextOf(identifier, tag);
}
