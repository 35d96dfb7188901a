namespace GetScu.Tests.Support;

/// <summary>The tool this program stands in for: $GETSCU_REFERENCE, else getscu of Debian's package dcmtk.</summary>
internal static class Reference
{
    /// <summary>Without TCP_NODELAY the reference stalls 40 ms on every object; its output is the same.</summary>
    public static readonly ToolOptions Options = new()
    {
        Environment = new Dictionary<string, string?> { ["TCP_NODELAY"] = "1" },
    };

    private static readonly Lazy<string> Located = new(Locate);

    private static readonly Lazy<AssociateRq> Proposed = new(Propose);

    public static string Path => Located.Value;

    /// <summary>What it proposes without options.</summary>
    public static AssociateRq Proposal => Proposed.Value;

    /// <summary>The storage classes among it.</summary>
    public static IReadOnlySet<string> ProposedClasses { get; } =
        Proposal.Contexts.ConvertAll(context => context.AbstractSyntax).Skip(1).ToHashSet();

    public static ToolResult Run(params string[] arguments)
    {
        return Run(Options, arguments);
    }

    public static ToolResult Run(ToolOptions options, params string[] arguments)
    {
        return Tool.Run(Path, options, arguments);
    }

    private static AssociateRq Propose()
    {
        return Exchange.RunReference(conversation =>
        {
            conversation.ExpectRequest();
            conversation.Send(Pdu.AssociateRj(1, 1, 1));
            conversation.ExpectClose();
        }).Peer.Request;
    }

    private static string Locate()
    {
        string path = Environment.GetEnvironmentVariable("GETSCU_REFERENCE") is { Length: > 0 } given
            ? given
            : File.Exists("/usr/bin/getscu") ? "/usr/bin/getscu" : Tool.Find("getscu", "dcmtk");
        ToolResult version = Tool.Run(path, ToolOptions.Default, "--version");
        return version.OutputText.StartsWith("$dcmtk: getscu ", StringComparison.Ordinal)
            ? path
            : throw new AssertFailedException($"{path} is not DCMTK's getscu: {version}");
    }
}
