using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>The Query/Retrieve information models and their levels, from the outermost inwards (PS3.4 C.6.1 to C.6.3).</summary>
internal static class InformationModel
{
    public const string Patient = "PATIENT";
    public const string Study = "STUDY";
    public const string Series = "SERIES";
    public const string Image = "IMAGE";

    /// <summary>All levels with their unique keys.</summary>
    public static IReadOnlyList<(string Level, uint Key)> Levels { get; } =
    [
        (Patient, QueryAttribute.PatientId), (Study, QueryAttribute.StudyInstance),
        (Series, QueryAttribute.SeriesInstance), (Image, QueryAttribute.SopInstance),
    ];

    public static bool IsFind(string model)
    {
        return model is Uids.PatientRootFind or Uids.StudyRootFind or Uids.PatientStudyOnlyFind;
    }

    public static bool IsGet(string model)
    {
        return model is Uids.PatientRootGet or Uids.StudyRootGet or Uids.PatientStudyOnlyGet;
    }

    /// <summary>Whether a level exists in an information model.</summary>
    public static bool HasLevel(string model, string level)
    {
        return model switch
        {
            Uids.PatientRootGet or Uids.PatientRootFind => Depth(level) >= 0,
            Uids.StudyRootGet or Uids.StudyRootFind => Depth(level) >= 1,
            Uids.PatientStudyOnlyGet or Uids.PatientStudyOnlyFind => Depth(level) is 0 or 1,
            _ => false,
        };
    }

    /// <summary>0 for the patient level to 3; -1 for a name that is none.</summary>
    public static int Depth(string level)
    {
        for (int depth = 0; depth < Levels.Count; depth++)
        {
            if (Levels[depth].Level == level)
            {
                return depth;
            }
        }

        return -1;
    }

    /// <summary>
    /// The first level above a request's own for which it has no single value of the unique key (PS3.4 C.4.1.2.1), or
    /// null. The patient level counts where the model begins with it.
    /// </summary>
    public static string? MissingUpperLevel(string model, string level, Func<uint, string> value)
    {
        foreach ((string upper, uint key) in Levels.Take(Depth(level)))
        {
            string given = value(key);
            if (HasLevel(model, upper) && (given.Length == 0 || given.AsSpan().IndexOfAny('\\', '*', '?') >= 0))
            {
                return upper;
            }
        }

        return null;
    }
}
