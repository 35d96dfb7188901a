using GetScu.Net.Retrieve;

namespace GetScu.Tests.Support;

/// <summary>One run of the native binary against a scripted peer.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Peer">What the peer received.</param>
/// <param name="Files">Content of the output directory by name.</param>
internal sealed record Exchange(ToolResult Result, Conversation Peer, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>A query that every scripted peer takes for what it is.</summary>
    public static readonly string[] Query = ["-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=1.2.3"];

    /// <summary>Runs it with <see cref="Query"/> into an empty output directory.</summary>
    public static Exchange Run(Action<Conversation> script, params string[] arguments)
    {
        return Run(script, ToolOptions.Default, arguments);
    }

    public static Exchange Run(Action<Conversation> script, ToolOptions options, params string[] arguments)
    {
        return RunTool(NativeBinary.Path, script, options, arguments);
    }

    /// <summary>The same with the reference in its place.</summary>
    public static Exchange RunReference(Action<Conversation> script, params string[] arguments)
    {
        return RunTool(Reference.Path, script, Reference.Options, arguments);
    }

    private static Exchange RunTool(string path, Action<Conversation> script, ToolOptions options, string[] arguments)
    {
        using TempFolder folder = new();
        using ScriptedScp peer = ScriptedScp.Start(script);
        string[] all = [.. arguments, .. Query, "-od", folder.Path, "127.0.0.1", $"{peer.Port}"];
        ToolResult result = Tool.Run(path, options, all);
        try
        {
            peer.Finish();
        }
        catch (Exception error)
        {
            throw new AssertFailedException($"{error.Message}\n--- {result}", error);
        }

        Dictionary<string, byte[]> files = [];
        foreach (string name in folder.Names)
        {
            files.Add(name, File.ReadAllBytes(folder.File(name)));
        }

        return new Exchange(result, peer.Conversations[0], files);
    }
}
