using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>
/// Servers as they were seen in the field, each without what it converts: objects leave as they are stored.
/// </summary>
internal static class ScpPolicies
{
    /// <summary>Stops at the first object that it cannot send.</summary>
    public static ScpPolicy Orthanc { get; } = new()
    {
        Negotiation = new NegotiationPolicy { Roles = RoleAnswer.ForEachContext },
        Find = new FindPolicy { Gives = FindKeys.StudyClasses | FindKeys.ImageClass | FindKeys.Counts },
        Retrieve = new RetrievePolicy
        {
            Unsendable = Unsendable.EndsGet,
            FailedList = FailedList.CommandSet,
            UnknownRefusal = 0xC000,
            TellsLast = true,
            CountsNothing = true,
        },
    };

    /// <summary>Takes uncompressed syntaxes only, and sends over the first accepted context of a class.</summary>
    public static ScpPolicy Dcmqrscp { get; } = new()
    {
        Negotiation = new NegotiationPolicy
        {
            Syntaxes = [Uids.ExplicitLittle, Uids.ExplicitBig, Uids.ImplicitLittle],
            Choice = SyntaxChoice.OwnOrder,
            Roles = RoleAnswer.ForEachContext,
        },
        Find = new FindPolicy { Gives = FindKeys.None, OmitsOthers = true, MissingUpperKey = 0xC000 },
        Retrieve = new RetrievePolicy
        {
            Context = ContextRule.FirstOfClass,
            MissingUpperKey = 0x0000,
            TellsLast = true,
            CountsNothing = true,
        },
    };

    /// <summary>Tells classes and syntaxes series by series, and takes any number of operations at a time.</summary>
    public static ScpPolicy Dcm4chee { get; } = new()
    {
        Negotiation = new NegotiationPolicy { Window = 0 },
        Find = new FindPolicy
        {
            Gives = FindKeys.StudyClasses | FindKeys.SeriesClasses | FindKeys.SeriesSyntaxes | FindKeys.ImageClass
                | FindKeys.Counts,
        },
    };

    /// <summary>The first object that it cannot send, and all behind it, fail.</summary>
    public static ScpPolicy Dcm4che { get; } = new()
    {
        Negotiation = new NegotiationPolicy { Window = 0 },
        Find = new FindPolicy { Gives = FindKeys.ImageClass, MissingUpperKey = 0xA900 },
        Retrieve = new RetrievePolicy { Unsendable = Unsendable.FailsRest },
    };

    /// <summary>Takes no lists, and tells no classes.</summary>
    public static ScpPolicy Pynetdicom { get; } = new()
    {
        Find = new FindPolicy { Gives = FindKeys.None },
        Retrieve = new RetrievePolicy { ListRefusal = 0xC413 },
    };

    /// <summary>Succeeds with a number of failures, and does not say which.</summary>
    public static ScpPolicy Conquest { get; } = new()
    {
        Find = new FindPolicy { Gives = FindKeys.ImageClass | FindKeys.Counts },
        Retrieve = new RetrievePolicy { AlwaysSucceeds = true, FailedList = FailedList.None },
    };

    /// <summary>Counts wrong and takes no lists.</summary>
    public static ScpPolicy PixelMed { get; } = new()
    {
        Find = new FindPolicy { Gives = FindKeys.StudyClasses | FindKeys.ImageClass, MissingUpperKey = 0xA900 },
        Retrieve = new RetrievePolicy { FailedList = FailedList.None, CompletedError = 1, ListRefusal = 0xC000 },
    };

    /// <summary>Accepts the first syntax that is offered.</summary>
    public static ScpPolicy Dcmjs { get; } = new()
    {
        Negotiation = new NegotiationPolicy { Choice = SyntaxChoice.FirstOffered },
    };

    /// <summary>By the names of the command line.</summary>
    public static IReadOnlyDictionary<string, ScpPolicy> ByName { get; } = new Dictionary<string, ScpPolicy>
    {
        ["plain"] = new(),
        ["orthanc"] = Orthanc,
        ["dcmqrscp"] = Dcmqrscp,
        ["dcm4chee"] = Dcm4chee,
        ["dcm4che"] = Dcm4che,
        ["pynetdicom"] = Pynetdicom,
        ["conquest"] = Conquest,
        ["pixelmed"] = PixelMed,
        ["dcmjs"] = Dcmjs,
    };
}
