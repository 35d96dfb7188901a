using System.Globalization;
using System.Net;

using GetScu.Tests.Scp;

const string Usage = """
    getscp: C-GET SCP over a folder of DICOM files

    usage: getscp [options] PORT FOLDER

      PORT                0 takes a free one; the port is printed as "listening on PORT"
      --address ADDRESS   listen there (default: 127.0.0.1)
      --max-pdu BYTES     maximum length announced (default: 16384)
      --send-pdu BYTES    longest PDU sent, where the peer allows more (default: 131072)
      --no-pending        send no pending responses
      --once              end after the first association
    """;

ScpOptions options = new("");
List<string> parameters = [];
try
{
    for (int at = 0; at < args.Length; at++)
    {
        options = args[at] switch
        {
            "--address" => options with { Address = IPAddress.Parse(args[++at]) },
            "--max-pdu" => options with { MaximumLength = Number(args[++at]) },
            "--send-pdu" => options with { SendLength = Number(args[++at]) },
            "--no-pending" => options with { SendsPending = false },
            "--once" => options with { IsOnce = true },
            _ => Parameter(options, args[at]),
        };
    }

    options = options with { Port = Number(parameters[0]), Folder = parameters[1] };
}
catch (Exception error) when (error is FormatException or IndexOutOfRangeException or ArgumentOutOfRangeException)
{
    Console.Error.WriteLine(Usage);
    return 1;
}

Archive archive = new(options.Folder);
using ScpListener listener = new(archive, options, Console.Error.WriteLine);
Console.WriteLine($"listening on {listener.Port}");
Console.Error.WriteLine($"{archive.Objects.Count} objects in {options.Folder}");
listener.Run();
return 0;

int Number(string text)
{
    return int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

ScpOptions Parameter(ScpOptions current, string text)
{
    if (text.StartsWith('-') || parameters.Count == 2)
    {
        throw new FormatException(text);
    }

    parameters.Add(text);
    return current;
}
