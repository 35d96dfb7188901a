namespace GetScu.Tests.Scp;

/// <summary>The command line of getscp.</summary>
/// <param name="Options">What it says.</param>
/// <param name="OpenArchive">Reads or makes the objects.</param>
internal sealed record ScpArguments(ScpOptions Options, Func<Archive> OpenArchive)
{
    public static string Usage { get; } = $"""
        getscp: C-FIND and C-GET SCP over a folder of DICOM files

        usage: getscp [options] PORT FOLDER
               getscp [options] PORT --generate COUNT[,SERIES[,BYTES]]

        PORT 0 takes a free one; the port is printed as "listening on PORT". --generate makes one study of so many objects in
        memory, with pixel data of so many bytes each. What happens is told on standard error, a line for each event.

        of the server:
        {string.Join('\n', ServerOptions.All.Select(option => option.Usage))}

        of how associations are served; behind --then, how the next one and all that follow are:
        {string.Join('\n', PolicyOptions.All.Select(option => option.Usage))}
        """;

    /// <summary>A <see cref="FormatException"/> names what is wrong.</summary>
    public static ScpArguments Parse(string[] arguments)
    {
        ScpOptions options = new("");
        List<ScpPolicy> policies = [new()];
        List<string> parameters = [];
        int[]? generate = null;
        Queue<string> words = new(arguments);
        while (words.TryDequeue(out string? word))
        {
            if (word == "--then")
            {
                policies.Add(policies[^1]);
            }
            else if (word == "--generate")
            {
                generate = OptionValue.Numbers(ValueOf(word, "COUNT", words));
            }
            else if (ServerOptions.All.FirstOrDefault(option => option.Name == word) is { } server)
            {
                options = server.Apply(options, ValueOf(word, server.Value, words));
            }
            else if (PolicyOptions.All.FirstOrDefault(option => option.Name == word) is { } policy)
            {
                policies[^1] = policy.Apply(policies[^1], ValueOf(word, policy.Value, words));
            }
            else
            {
                parameters.Add(word.StartsWith('-') ? throw new FormatException(word) : word);
            }
        }

        if (parameters.Count != (generate is null ? 2 : 1))
        {
            throw new FormatException("PORT and FOLDER");
        }

        int port = OptionValue.Number(parameters[0]);
        if (port > ushort.MaxValue)
        {
            throw new FormatException(parameters[0]);
        }

        string folder = generate is null ? parameters[1] : "";
        options = options with
        {
            Folder = folder,
            Port = port,
            Policy = policies[0],
            Then = policies[1..],
        };
        return new ScpArguments(options, generate is null ? () => new Archive(folder) : Generator(generate));
    }

    private static string ValueOf(string name, string value, Queue<string> words)
    {
        return value.Length == 0 ? "" : words.TryDequeue(out string? word) ? word : throw new FormatException($"{name} {value}");
    }

    private static Func<Archive> Generator(int[] numbers)
    {
        return numbers switch
        {
            [int count] => () => Archive.Generate(count),
            [int count, > 0 and int series] => () => Archive.Generate(count, series),
            [int count, > 0 and int series, int bytes] => () => Archive.Generate(count, series, bytes),
            _ => throw new FormatException("--generate COUNT[,SERIES[,BYTES]]"),
        };
    }
}
