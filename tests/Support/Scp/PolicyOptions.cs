namespace GetScu.Tests.Scp;

/// <summary>The options of a policy: how associations are served.</summary>
internal static class PolicyOptions
{
    public static IReadOnlyList<ScpOption<ScpPolicy>> All { get; } =
    [
        new("--like", "NAME", $"as one of {string.Join(", ", ScpPolicies.ByName.Keys)}",
            (_, text) => ScpPolicies.ByName.TryGetValue(text, out ScpPolicy? policy) ? policy : throw new FormatException(text)),

        Negotiation("--no-find", "", "do not accept C-FIND", (policy, _) => policy with { HasFind = false }),
        Negotiation("--classes", "UID,...", "accept these storage classes only",
            (policy, text) => policy with { Classes = OptionValue.List(text) }),
        Negotiation("--syntaxes", "UID,...", "accept these transfer syntaxes only, for storage",
            (policy, text) => policy with { Syntaxes = OptionValue.List(text) }),
        Negotiation("--choice", "RULE", "most-held (default), first-offered or own-order (that of --syntaxes)",
            (policy, text) => policy with { Choice = OptionValue.Member<SyntaxChoice>(text) }),
        Negotiation("--contexts", "N", "accept N presentation contexts at most",
            (policy, text) => policy with { ContextLimit = OptionValue.Number(text) }),
        Negotiation("--roles", "RULE", "answer them as-proposed (default), for-each-context or none",
            (policy, text) => policy with { Roles = OptionValue.Member<RoleAnswer>(text) }),
        Negotiation("--window", "N", "agree to N sub-operations at once, 0 for any number",
            (policy, text) => policy with { Window = OptionValue.Number(text) }),

        Find("--find-gives", "KEY,...", "fill in these: study-classes, series-classes, image-class, " +
            "series-syntaxes, image-syntaxes, counts, all (default), none",
            (policy, text) => policy with { Gives = Keys(text) }),
        Find("--find-omits", "", "leave other keys out instead of empty", (policy, _) => policy with { OmitsOthers = true }),
        Find("--find-upper-keys", "STATUS", "without single values for the levels above: this status",
            (policy, text) => policy with { MissingUpperKey = OptionValue.Status(text) }),
        Find("--find-warns", "", "pending responses say FF01", (policy, _) => policy with { Warns = true }),
        Find("--find-syntaxes", "UID,...", "tell these as available, whatever is stored",
            (policy, text) => policy with { ClaimedSyntaxes = text.Replace(',', '\\') }),
        Find("--find-twice", "UID,...", "list these instances twice",
            (policy, text) => policy with { ListedTwice = OptionValue.List(text) }),
        Find("--find-without", "UID,...", "leave these instances out",
            (policy, text) => policy with { LeftOut = OptionValue.List(text) }),
        Find("--find-stranger", "SERIES=UID,...", "list instances of another study in a series",
            (policy, text) => policy with { Strangers = Pairs(text) }),
        Find("--find-endless", "", "list again and again", (policy, _) => policy with { IsEndless = true }),
        Find("--find-answer", "STATUS[,N]", "only this status, to the first N requests or all",
            (policy, text) => policy with { Bare = OptionValue.Bare(text) }),

        Retrieve("--context", "RULE", "stored-syntax (default) or first-of-class",
            (policy, text) => policy with { Context = OptionValue.Member<ContextRule>(text) }),
        Retrieve("--unsendable", "RULE", "counts-as-failed (default), ends-get or fails-rest",
            (policy, text) => policy with { Unsendable = OptionValue.Member<Unsendable>(text) }),
        Retrieve("--end-status", "STATUS", "of ends-get (default: C000)",
            (policy, text) => policy with { EndStatus = OptionValue.Status(text) }),
        Retrieve("--failed-list", "PLACE", "data-set (default), command-set or none",
            (policy, text) => policy with { FailedList = OptionValue.Member<FailedList>(text) }),
        Retrieve("--always-succeeds", "", "0000 whatever has failed", (policy, _) => policy with { AlwaysSucceeds = true }),
        Retrieve("--no-pending", "", "send no pending responses", (policy, _) => policy with { SendsPending = false }),
        Retrieve("--pending-last", "", "send one after the last object too", (policy, _) => policy with { TellsLast = true }),
        Retrieve("--no-remaining", "", "do not count what remains", (policy, _) => policy with { CountsRemaining = false }),
        Retrieve("--count-nothing", "", "statuses without service carry counters of 0 too",
            (policy, _) => policy with { CountsNothing = true }),
        Retrieve("--completed-error", "N", "count N too many as completed",
            (policy, text) => policy with { CompletedError = OptionValue.Number(text) }),
        Retrieve("--refuse-lists", "STATUS", "this status to more than one instance UID",
            (policy, text) => policy with { ListRefusal = OptionValue.Status(text) }),
        Retrieve("--refuse-unknown", "STATUS", "this status to a list with an unknown instance UID",
            (policy, text) => policy with { UnknownRefusal = OptionValue.Status(text) }),
        Retrieve("--upper-keys", "STATUS", "without single values for the levels above: this status",
            (policy, text) => policy with { MissingUpperKey = OptionValue.Status(text) }),
        Retrieve("--withhold", "UID,...", "neither send nor report these",
            (policy, text) => policy with { Withheld = OptionValue.List(text) }),
        Retrieve("--fail", "UID,...", "report these as failed without sending them",
            (policy, text) => policy with { Failing = OptionValue.List(text) }),
        Retrieve("--fail-falsely", "UID,...", "send these and report them as failed",
            (policy, text) => policy with { FalselyFailed = OptionValue.List(text) }),
        Retrieve("--pipeline", "N", "N sub-operations at once without an agreed window, 0 for any number",
            (policy, text) => policy with { Pipeline = OptionValue.Number(text) }),
        Retrieve("--lose", "N[,KIND[,within]]", "lose the connection after N objects: close (default), reset or abort",
            (policy, text) => policy with { Loss = Loss(text.Split(',')) }),
        Retrieve("--answer", "STATUS[,N]", "only this status, to the first N requests or all",
            (policy, text) => policy with { Bare = OptionValue.Bare(text) }),
    ];

    private static ScpOption<ScpPolicy> Negotiation(
        string name, string value, string help, Func<NegotiationPolicy, string, NegotiationPolicy> apply)
    {
        return new(name, value, help, (policy, text) => policy with { Negotiation = apply(policy.Negotiation, text) });
    }

    private static ScpOption<ScpPolicy> Find(string name, string value, string help, Func<FindPolicy, string, FindPolicy> apply)
    {
        return new(name, value, help, (policy, text) => policy with { Find = apply(policy.Find, text) });
    }

    private static ScpOption<ScpPolicy> Retrieve(
        string name, string value, string help, Func<RetrievePolicy, string, RetrievePolicy> apply)
    {
        return new(name, value, help, (policy, text) => policy with { Retrieve = apply(policy.Retrieve, text) });
    }

    private static FindKeys Keys(string text)
    {
        return OptionValue.List(text).Aggregate(FindKeys.None, (keys, name) => keys | OptionValue.Member<FindKeys>(name));
    }

    private static Dictionary<string, string> Pairs(string text)
    {
        return OptionValue.List(text).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : throw new FormatException(text));
    }

    private static Loss Loss(string[] parts)
    {
        return parts switch
        {
            [string objects] => new Loss(OptionValue.Number(objects)),
            [string objects, string kind] => new Loss(OptionValue.Number(objects), OptionValue.Member<LossKind>(kind)),
            [string objects, string kind, "within"] =>
                new Loss(OptionValue.Number(objects), OptionValue.Member<LossKind>(kind), IsWithin: true),
            _ => throw new FormatException(string.Join(',', parts)),
        };
    }
}
