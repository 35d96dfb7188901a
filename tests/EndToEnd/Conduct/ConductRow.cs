using System.Net.Sockets;

using GetScu.Net.Retrieve;
using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>How to bring about one row of CONDUCT.md; what must come of it stands there.</summary>
/// <param name="Id">The row's.</param>
/// <param name="Script">What the peer does; whatever is left of the conversation is served after it.</param>
/// <param name="Arguments">Options besides the query, the output directory, the host and the port.</param>
internal sealed record ConductRow(string Id, Action<Scene> Script, params string[] Arguments)
{
    /// <summary>Done before the run, to the output directory for example.</summary>
    public Action<Scene>? Prepare { get; init; }

    /// <summary>Done while the program runs, on a thread of its own, where nobody connects to the peer.</summary>
    public Action<Scene>? Meanwhile { get; init; }

    /// <summary>What the peer does on the associations that follow, one after another; each must come about.</summary>
    public Action<Scene>[] Then { get; init; } = [];

    /// <summary>Looks at more than the table says, after the run.</summary>
    public Action<Scene, ToolResult>? Check { get; init; }

    /// <summary>Whether the program gets as far as connecting to the peer.</summary>
    public bool Connects { get; init; } = true;

    /// <summary>Other keys than those of <see cref="Exchange.Query"/>, with their options.</summary>
    public string[]? Query { get; init; }

    /// <summary>Query files instead of keys; none when 0.</summary>
    public int QueryFiles { get; init; }

    /// <summary>One query file of these bytes instead of keys.</summary>
    public byte[]? QueryFile { get; init; }

    /// <summary>
    /// Seconds that the program waits for what does not come: the run lasts so long, and not much longer. Set for every row
    /// that says how long something is waited for.
    /// </summary>
    public int? Waits { get; init; }

    /// <summary>Whether an option bounds a wait of this row.</summary>
    public bool BoundsWait => Arguments.Any(argument => argument is "-to" or "-ta" or "-td" or "--cancel-grace");

    /// <summary>Shell words before the program, for limits and ignored signals; they end in "exec".</summary>
    public Func<Scene, string>? Shell { get; init; }

    /// <summary>Mount options of a small disk over the output directory.</summary>
    public string? Disk { get; init; }

    /// <summary>A disk that can be made to stand still lies over the output directory.</summary>
    public bool Freezes { get; init; }

    /// <summary>The peer begins with TLS; the row is played by each binary that has it.</summary>
    public Func<Socket, Stream>? Tls { get; init; }

    /// <summary>The same where the peer has no TLS, or none that is worth the name.</summary>
    public bool NeedsTls { get; init; }

    /// <summary>The handshake fails, and the script is not played.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Mounts something, or runs the program as somebody else.</summary>
    public bool NeedsRoot { get; init; }

    /// <summary>A row that begins when the association is accepted and the C-GET-RQ is there.</summary>
    public static ConductRow InGet(string id, Action<Scene> script, params string[] arguments)
    {
        return new ConductRow(id, scene =>
        {
            scene.Get();
            script(scene);
        }, arguments);
    }

    /// <summary>A row that ends before anything is sent.</summary>
    public static ConductRow Alone(string id, params string[] arguments)
    {
        return new ConductRow(id, _ => { }, arguments) { Connects = false };
    }
}
