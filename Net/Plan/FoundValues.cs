using System;
using System.Text;

using GetScu.Dicom;
using GetScu.Storage;

namespace GetScu.Net.Plan;

/// <summary>Enters C-FIND responses into what is known; passes over those that are not about what was asked for.</summary>
internal sealed class FoundValues(PlanState state)
{
    /// <summary>Every instance of the query so far has a SOP class, or its series or study lists classes.</summary>
    public bool HasClasses { get; private set; }

    /// <summary>Responses to the request in flight that are about what was asked for.</summary>
    public int Entered { get; set; }

    /// <summary>Responses to it that have no UID.</summary>
    public int Blank { get; set; }

    /// <summary>A query begins.</summary>
    public void Begin() => HasClasses = true;

    /// <summary>A response at STUDY level; false: there is no room for it.</summary>
    public bool Study(int query, in FindMatch match)
    {
        PlanQuery keys = state.Queries[query].Keys;
        ReadOnlySpan<byte> uid = Trim(match.StudyUid);
        Blank += uid.IsEmpty ? 1 : 0;
        if (!IsAskedFor(uid, keys.StudyUids.Span) || !IsPatient(keys.PatientId.Span, match.PatientId))
        {
            return true;
        }

        Entered++;
        bool hasClasses = false;
        foreach (Range range in match.SopClasses.Split((byte)'\\'))
        {
            hasClasses |= List(query, match.SopClasses[range], default) != 0;
        }

        ReadOnlySpan<byte> patientId = Trim(match.PatientId);
        bool isTold = !patientId.IsEmpty && patientId.Length <= Limits.Uid;
        patientId = isTold ? patientId : IsSingle(keys.PatientId.Span) ? keys.PatientId.Span : default;
        ReadOnlySpan<byte> characterSet = isTold ? Trim(match.CharacterSet) : keys.CharacterSet.Span;
        bool needsSet = patientId.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0 && characterSet.Length <= Limits.Uid;
        return state.Catalogue.AddStudy(query, uid, patientId, needsSet ? characterSet : default, hasClasses);
    }

    /// <summary>A response at SERIES level; false: there is no room for it.</summary>
    public bool Series(int query, int study, in FindMatch match)
    {
        PlanQuery keys = state.Queries[query].Keys;
        ReadOnlySpan<byte> uid = Trim(match.SeriesUid);
        Blank += uid.IsEmpty ? 1 : 0;
        ReadOnlySpan<byte> wanted = keys.Level >= QueryLevel.Series ? keys.SeriesUids.Span : default;
        if (!IsSame(match.StudyUid, state.Catalogue.StudyUid(study)) || !IsAskedFor(uid, wanted))
        {
            return true;
        }

        Entered++;
        SeriesEntry entry = new() { FirstInstance = state.Instances.Count, HasSyntaxes = HasSyntax(match.TransferSyntaxes) };
        int classes = 0;
        foreach (Range range in match.SopClasses.Split((byte)'\\'))
        {
            ushort number = List(query, match.SopClasses[range], match.TransferSyntaxes);
            classes += number == 0 ? 0 : 1;
            entry.SopClass = classes == 1 && number != 0 ? number : classes > 1 ? (ushort)0 : entry.SopClass;
        }

        entry.HasClasses = classes > 0;
        return state.Catalogue.AddSeries(study, uid, entry);
    }

    /// <summary>A response at IMAGE level; false: there is no room to count it.</summary>
    public bool Instance(int query, int series, in FindMatch match)
    {
        QueryProgress progress = state.Queries[query];
        ref SeriesEntry entry = ref state.Catalogue.Series(series);
        ReadOnlySpan<byte> uid = Trim(match.InstanceUid);
        Blank += uid.IsEmpty ? 1 : 0;
        ReadOnlySpan<byte> wanted = progress.Keys.Level == QueryLevel.Image ? progress.Keys.InstanceUids.Span : default;
        if (!IsSame(match.StudyUid, state.Catalogue.StudyUid(entry.Study)) || !IsSame(match.SeriesUid, state.Catalogue.SeriesUid(series))
            || uid.IsEmpty || !IsAmong(uid, wanted))
        {
            return true;
        }

        Entered++;
        ushort number = List(query, match.SopClasses, match.TransferSyntaxes);
        number = number != 0 ? number : entry.SopClass;
        HasClasses &= number != 0 || entry.HasClasses || state.Catalogue.Study(entry.Study).HasClasses;
        if (!entry.HasSyntaxes && !HasSyntax(match.TransferSyntaxes))
        {
            if (number == 0)
            {
                state.HasUntold = true;
            }
            else
            {
                state.SopClasses[number].IsUntold = true;
            }
        }

        int known = state.Instances.Find(uid);
        if (known >= 0)
        {
            // Listed twice, by this query or by another.
            progress.Overlaps |= state.Instances[known].Query != query;
            return true;
        }

        Instance instance = new() { Query = query, Flags = InstanceFlags.Expected, SopClass = number };
        known = state.Instances.Add(uid, instance);
        if (known < 0)
        {
            progress.Beyond++;
            return true;
        }

        entry.FirstInstance = entry.InstanceCount == 0 ? known : entry.FirstInstance;
        entry.InstanceCount++;
        progress.Missing++;
        return true;
    }

    /// <summary>Notes a SOP class and in what transfer syntaxes it is there; gives its number, 0: it is none.</summary>
    private ushort List(int query, ReadOnlySpan<byte> sopClass, ReadOnlySpan<byte> syntaxes)
    {
        ushort number = state.SopClasses.Add(Trim(sopClass));
        if (number == 0)
        {
            return 0;
        }

        SopClassEntry entry = state.SopClasses[number];
        entry.IsPresent = true;
        if (!state.Queries[query].SopClasses.Contains(number))
        {
            state.Queries[query].SopClasses.Add(number);
        }

        foreach (Range range in syntaxes.Split((byte)'\\'))
        {
            ReadOnlySpan<byte> syntax = Trim(syntaxes[range]);
            if (ObjectName.IsUid(syntax))
            {
                entry.Tell(Encoding.ASCII.GetString(syntax));
            }
        }

        return number;
    }

    private static bool HasSyntax(ReadOnlySpan<byte> syntaxes)
    {
        foreach (Range range in syntaxes.Split((byte)'\\'))
        {
            if (ObjectName.IsUid(Trim(syntaxes[range])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A peer that does not look at a key lists what nobody asked for.</summary>
    private static bool IsAskedFor(ReadOnlySpan<byte> uid, ReadOnlySpan<byte> wanted) =>
        !uid.IsEmpty && uid.Length <= Limits.Uid && IsAmong(uid, wanted);

    private static bool IsAmong(ReadOnlySpan<byte> uid, ReadOnlySpan<byte> wanted)
    {
        if (Trim(wanted).IsEmpty)
        {
            return true;
        }

        foreach (Range range in wanted.Split((byte)'\\'))
        {
            if (Trim(wanted[range]).SequenceEqual(uid))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An upper key that the peer leaves out is the one asked for.</summary>
    private static bool IsSame(ReadOnlySpan<byte> told, ReadOnlySpan<byte> asked) => Trim(told).IsEmpty || Trim(told).SequenceEqual(asked);

    private static bool IsPatient(ReadOnlySpan<byte> asked, ReadOnlySpan<byte> told) =>
        !IsSingle(asked) || Trim(told).IsEmpty || Ascii.EqualsIgnoreCase(Trim(told), Trim(asked))
        // In another character set the same letters are other bytes.
        || !Ascii.IsValid(told) || !Ascii.IsValid(asked);

    /// <summary>PS3.4 C.2.2.2: neither universal nor wild card matching, nor a list.</summary>
    private static bool IsSingle(ReadOnlySpan<byte> value) => !Trim(value).IsEmpty && value.IndexOfAny("*?\\"u8) < 0;

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim(" \0"u8);
}
