using GetScu.Tests.Scp;

ScpArguments arguments;
try
{
    arguments = ScpArguments.Parse(args);
}
catch (FormatException error)
{
    Console.Error.WriteLine($"{ScpArguments.Usage}\n\nerror: {error.Message}");
    return 1;
}

Archive archive = arguments.OpenArchive();
using ScpListener listener = new(archive, arguments.Options, new ScpLog(Console.Error.WriteLine));
Console.WriteLine($"listening on {listener.Port}");
Console.Error.WriteLine($"{archive.Objects.Count} objects");
listener.Run();
return 0;
