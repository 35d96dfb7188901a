using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Query;
using GetScu.Net.Association;
using GetScu.Net.Log;
using GetScu.Net.Retrieve;
using GetScu.Storage;
using GetScu.Storage.Posix;

using static GetScu.Net.Association.TransferSyntaxPreference;

namespace GetScu;

/// <summary>Composition root: the only top-level catch, and the only place that makes an exit status of an outcome.</summary>
internal static class Program
{
    /// <summary>As in getscu.csproj.</summary>
    public const string Version = "1.0.0";

    public const string Reference = "DCMTK getscu 3.6.8";

    private const int CommandLineError = 1;

    internal static int Main(string[] arguments)
    {
        Logging? logging = null;
        Options? options = null;
        try
        {
            StandardDescriptors.Fill();
            string[] words = RawArguments(arguments);
            CommandLine line = CommandLine.Scan(words);
            if (line.Special != Special.None)
            {
                string text = line.Special == Special.Help ? CommandLine.Help() : VersionText();
                StandardStreams.Output(Encoding.UTF8.GetBytes(text));
                return 0;
            }

            logging = CreateLogging(line);
            if (line.Has("--arguments"))
            {
                LogArguments(line, logging.Root);
            }

            options = line.Parse(isVerbose: logging.App.IsEnabled(LogLevel.Info));
            return ExitStatus(Retrieve(options, OwnFiles(words, line, options, logging), logging), options.DcmtkExitStatus);
        }
        catch (Exception error) when (error is CommandLineException or KeyException)
        {
            // As in the reference, --quiet and log levels above error hide what is wrong with the command line itself.
            if (logging is null || options is not null || logging.Root.IsEnabled(LogLevel.Error))
            {
                StandardStreams.Error(RawText.Encode(ErrorText(error.Message, (error as CommandLineException)?.Hint ?? "")));
            }

            return CommandLineError;
        }
        catch (Exception error)
        {
            (logging ??= new Logging(LogLevel.Fatal)).App.Write(LogLevel.Fatal, $"{error.GetType().Name}: {error.Message}");
            return ExitStatus(Outcome.Failed, options is { DcmtkExitStatus: true });
        }
        finally
        {
            logging?.Dispose();
        }
    }

    /// <summary>The codes of DCMTK's newer tools (movescu, dcmsend), or 0 and 1 as DCMTK's getscu gives them.</summary>
    internal static int ExitStatus(Outcome outcome, bool asReference) => outcome switch
    {
        Outcome.Complete => 0,
        Outcome.Interrupted => 128 + 2,
        Outcome.Terminated => 128 + 15,
        Outcome.CannotWriteObject or Outcome.CannotRelease or Outcome.Incomplete or Outcome.FinalFailure when asReference => 0,
        _ when asReference => 1,
        Outcome.QueryFileUnreadable => 20,
        Outcome.QueryFileNotDicom => 22,
        Outcome.CannotWriteObject => 40,
        Outcome.OutputDirectoryUnusable => 45,
        Outcome.NoNetwork => 60,
        Outcome.NoAssociation => 61,
        Outcome.CannotSendRequest => 62,
        Outcome.NoGetContext => 66,
        Outcome.CannotRelease => 67,
        Outcome.Incomplete => 68,
        _ => 69,
    };

    internal static string VersionText()
    {
#if STATIC_EXECUTABLE
        const string Linkage = "static";
#else
        const string Linkage = "dynamic";
#endif
        return $"""
            getscu {Version}, stands in for {Reference}

            Runtime identifier: {RuntimeInformation.RuntimeIdentifier}
            Linkage: {Linkage}
            Deflated transfer syntaxes: supported

            """;
    }

    /// <summary>Header, hint where there is one, and the error as the last line.</summary>
    internal static string ErrorText(string message, string hint) => $"""
        getscu {Version} (stands in for {Reference})

        {CommandLine.Purpose}
        {(hint.Length > 0 ? $"hint: {hint}\n" : "")}error: {message}

        """;

    /// <summary>The run itself. Everything is checked before anything is sent: query files, keys, output directory.</summary>
    private static Outcome Retrieve(Options options, ProtectedFiles ownFiles, Logging logging)
    {
        DataDictionary dictionary = LoadDictionary(logging.Data);
        if (LoadQueries(options, dictionary, logging.App, out List<DataSet> queries) is Outcome problem)
        {
            return problem;
        }

        SinkFactory storage;
        try
        {
            storage = new SinkFactory(new StorageSettings
            {
                Mode = options.StorageMode,
                Directory = options.OutputDirectory,
                AeTitle = options.Network.CallingAet,
                Sync = options.Sync,
                Protected = ownFiles,
            });
        }
        catch (OutputDirectoryException error)
        {
            logging.App.Write(LogLevel.Fatal, error.Message);
            logging.App.Write(LogLevel.Error, $"{options.OutputDirectory}: {error.Reason}");
            return Outcome.OutputDirectoryUnusable;
        }

        using (storage)
        {
            if (storage.SyncProblem is string problemOfSync)
            {
                logging.App.Write(LogLevel.Warn, $"output directory cannot be forced to disk, files are: {problemOfSync}");
            }

            using ObjectSink sink = storage.Create();
            using Interruption interruption = new(options.Network.CancelGrace, logging.App, signal => Leave(signal, sink, logging));
            return new Retrieval(options.Network with { Dictionary = dictionary }, sink, logging, interruption).Run(queries);
        }
    }

    /// <summary>What no object may replace: the files that this run reads or writes itself.</summary>
    private static ProtectedFiles OwnFiles(string[] words, CommandLine line, Options options, Logging logging)
    {
        ProtectedFiles files = new();
        foreach (string file in options.QueryFiles)
        {
            files.Add("query file", file);
        }

        foreach (string word in words)
        {
            if (word.Length > 1 && word[0] == '@')
            {
                files.Add("command file", word[1..]);
            }
        }

        if (line.LogConfiguration() is string configuration)
        {
            files.Add("log configuration", configuration);
        }

        foreach (string file in logging.Files)
        {
            files.Add("log file", file, mayChange: true);
        }

        return files;
    }

    /// <summary>Ends the program for a signal, while nothing is there yet to be ended in order, or where nothing else can.</summary>
    private static void Leave(int signal, ObjectSink sink, Logging logging)
    {
        Thread cleaning = new(() =>
        {
            sink.Leave();
            logging.Dispose();
        })
        { IsBackground = true };
        cleaning.Start();
        // A disk that does not answer is not waited for.
        _ = cleaning.Join(Limits.CloseWait * 1000);
        Environment.Exit(ExitStatus(signal == 2 ? Outcome.Interrupted : Outcome.Terminated, asReference: false));
    }

    /// <summary>One data set for each query file, or an empty one without files; the keys applied to each.</summary>
    private static Outcome? LoadQueries(Options options, DataDictionary dictionary, Logger logger, out List<DataSet> queries)
    {
        queries = [];
        foreach (string file in options.QueryFiles)
        {
            try
            {
                queries.Add(QueryFile.Load(file, dictionary));
            }
            catch (QueryFileException error)
            {
                logger.Write(LogLevel.Fatal, $"cannot read query file {file}: {error.Message}");
                return error.Problem == QueryFileProblem.Unreadable ? Outcome.QueryFileUnreadable : Outcome.QueryFileNotDicom;
            }
        }

        if (queries.Count == 0)
        {
            queries.Add(new DataSet());
        }

        foreach (DataSet query in queries)
        {
            ApplyKeys(options.Keys, query, dictionary);
            if (DataSetWriter.Encode(query, DataEncoding.ImplicitLittle).Length == 0)
            {
                throw new CommandLineException(
                    "query is empty", "group lengths and padding are not sent: a query file or key with another element is needed");
            }
        }

        return null;
    }

    private static void ApplyKeys(string[] keys, DataSet query, DataDictionary dictionary)
    {
        foreach (string key in keys)
        {
            KeyPath.Apply(query, key, dictionary);
        }
    }

    /// <summary>The built-in dictionary, under the files of DCMDICTPATH where that is set.</summary>
    private static DataDictionary LoadDictionary(Logger logger)
    {
        if (Environment.GetEnvironmentVariable("DCMDICTPATH") is not { Length: > 0 } path)
        {
            return DataDictionary.BuiltIn;
        }

        List<string> errors = new();
        char separator = OperatingSystem.IsWindows() ? ';' : ':';
        foreach (string file in path.Split(separator, StringSplitOptions.RemoveEmptyEntries))
        {
            logger.Write(LogLevel.Debug, $"DcmDataDictionary: Loading file: {file}");
        }

        DataDictionary dictionary = DataDictionary.Load(path, separator, errors);
        foreach (string error in errors)
        {
            logger.Write(LogLevel.Error, error);
        }

        return dictionary.NothingLoaded
            ? throw new CommandLineException("no data dictionary loaded, check environment variable: DCMDICTPATH")
            : dictionary;
    }

    private static Logging CreateLogging(CommandLine line)
    {
        LogLevel level = line.LogLevel();
        return line.LogConfiguration() is not string file
            ? new Logging(level)
            : Logging.FromFile(file, out string error) ?? throw new CommandLineException(error, $"in '{file}'");
    }

    /// <summary>Shows the expanded command line whatever the log level.</summary>
    private static void LogArguments(CommandLine line, Logger logger) =>
        logger.Force(LogLevel.Info, Printable.Escape(line.Describe(Environment.GetCommandLineArgs()[0])) + "\n");

    /// <summary>The arguments with every byte that is not UTF-8 kept; the runtime has replaced those by U+FFFD.</summary>
    private static string[] RawArguments(string[] arguments)
    {
        const string CommandLineFile = "/proc/self/cmdline";
        if (!Array.Exists(arguments, argument => argument.Contains('\uFFFD')) || !File.Exists(CommandLineFile))
        {
            return arguments;
        }
        // Every argument ends in NUL; the program's own name, and whatever runs it, comes first.
        string[] fields = RawText.Decode(File.ReadAllBytes(CommandLineFile)).Split('\0');
        int first = fields.Length - 1 - arguments.Length;
        return first < 0 ? arguments : fields[first..^1];
    }
}

/// <summary>What the command line says, literally; checked for itself, not against the world.</summary>
internal sealed record Options
{
    /// <summary>Whom to ask, and how.</summary>
    public required RetrieveSettings Network { get; init; }
    /// <summary>Query files in order; each is one C-GET.</summary>
    public required string[] QueryFiles { get; init; }
    /// <summary>Values of -k in order, see <see cref="RawText"/>.</summary>
    public required string[] Keys { get; init; }
    public required string OutputDirectory { get; init; }
    public required StorageMode StorageMode { get; init; }
    public required bool Sync { get; init; }
    public required bool DcmtkExitStatus { get; init; }
}

/// <summary>Command lines that ask for a text and nothing else.</summary>
internal enum Special
{
    None,
    Help,
    Version,
}

/// <summary>The command line is wrong. The message is the error line; the hint says what would be right, or is empty.</summary>
internal sealed class CommandLineException(string message, string hint = "") : Exception(message)
{
    public string Hint { get; } = hint;
}

/// <summary>
/// The option table, and what is made of it: parser, conflict checks, help. Checks come in the order of DCMTK's
/// getscu: command files, names, parameters missing, log options, values, conflicts, port, query files.
/// </summary>
internal sealed class CommandLine
{
    public const string Purpose = "getscu: DICOM retrieve (C-GET) SCU";

    private const string Usage = "usage: getscu [options] peer port [dcmfile-in...]";
    private const string LogOptions = "--verbose, --debug or --quiet";
    private const int LongColumn = 10;
    private const int DescriptionColumn = 33;

    private static readonly Option[] Table =
    [
        Heading("general options:"),
        new("-h", "--help", "", "print this help text and exit"),
        new("", "--version", "", "print version information and exit"),
        new("", "--arguments", "", "print expanded command line arguments"),
        new("-q", "--quiet", "", "quiet mode, print no warnings and errors", Group.Verbosity, "fatal"),
        new("-v", "--verbose", "", "verbose mode, print processing details", Group.Verbosity, "info"),
        new("-d", "--debug", "", "debug mode, print debug information", Group.Verbosity, "debug"),
        new("-ll", "--log-level", "[l]evel: string constant\n(fatal, error, warn, info, debug, trace)",
            "use level l for the logger", notWith: [LogOptions]),
        new("-lc", "--log-config", "[f]ilename: string",
            "use config file f for the logger", notWith: [LogOptions, "--log-level"]),
        new("+v", "--verbose-pc", "", "show presentation contexts in verbose mode"),
        new("", "--dcmtk-exit-status", "", "exit with 0 or 1 only, as DCMTK's getscu does"),

        Heading("network options:"),
        Subheading("override matching keys:"),
        new("-k", "--key", "[k]ey: gggg,eeee='str', path or dictionary\nname='str'", "override matching key"),
        Subheading("query information model:"),
        new("-P", "--patient", "", "use patient root information model (default)", Group.Model),
        new("-S", "--study", "", "use study root information model", Group.Model),
        new("-O", "--psonly", "", "use patient/study only information model", Group.Model),
        Subheading("application entity titles:"),
        new("-aet", "--aetitle", "[a]etitle: string", "set my calling AE title (default: GETSCU)"),
        new("-aec", "--call", "[a]etitle: string", "set called AE title of peer (default: ANY-SCP)"),
        Subheading("preferred storage transfer syntaxes (incoming associations):"),
        Prefer("+x=", "--prefer-uncompr", "prefer explicit VR local byte order (default)", TransferSyntax.ExplicitVRLittleEndian),
        Prefer("+xe", "--prefer-little", "prefer explicit VR little endian TS", TransferSyntax.ExplicitVRLittleEndian),
        Prefer("+xb", "--prefer-big", "prefer explicit VR big endian TS", TransferSyntax.ExplicitVRBigEndian),
        Prefer("+xs", "--prefer-lossless", "prefer default JPEG lossless TS", JpegLosslessSV1),
        Prefer("+xy", "--prefer-jpeg8", "prefer default JPEG lossy TS for 8 bit data", JpegBaseline8Bit),
        Prefer("+xx", "--prefer-jpeg12", "prefer default JPEG lossy TS for 12 bit data", JpegExtended12Bit),
        Prefer("+xv", "--prefer-j2k-lossless", "prefer JPEG 2000 lossless TS", Jpeg2000Lossless),
        Prefer("+xw", "--prefer-j2k-lossy", "prefer JPEG 2000 lossy TS", Jpeg2000),
        Prefer("+xt", "--prefer-jls-lossless", "prefer JPEG-LS lossless TS", JpegLSLossless),
        Prefer("+xu", "--prefer-jls-lossy", "prefer JPEG-LS lossy TS", JpegLSNearLossless),
        Prefer("+xm", "--prefer-mpeg2", "prefer MPEG2 Main Profile @ Main Level TS", Mpeg2MainLevel),
        Prefer("+xh", "--prefer-mpeg2-high", "prefer MPEG2 Main Profile @ High Level TS", Mpeg2HighLevel),
        Prefer("+xn", "--prefer-mpeg4", "prefer MPEG4 AVC/H.264 HP / Level 4.1 TS", Mpeg4Level41),
        Prefer("+xl", "--prefer-mpeg4-bd", "prefer MPEG4 AVC/H.264 BD-compatible HP /\nLevel 4.1 TS", Mpeg4Level41BD),
        Prefer("+x2", "--prefer-mpeg4-2-2d", "prefer MPEG4 AVC/H.264 HP / Level 4.2 TS for\n2D Videos", Mpeg4Level42For2D),
        Prefer("+x3", "--prefer-mpeg4-2-3d", "prefer MPEG4 AVC/H.264 HP / Level 4.2 TS for\n3D Videos", Mpeg4Level42For3D),
        Prefer("+xo", "--prefer-mpeg4-2-st", "prefer MPEG4 AVC/H.264 Stereo HP / Level 4.2 TS", Mpeg4Level42Stereo),
        Prefer("+x4", "--prefer-hevc", "prefer HEVC H.265 Main Profile / Level 5.1 TS", HevcMain),
        Prefer("+x5", "--prefer-hevc10", "prefer HEVC H.265 Main 10 Profile / Level 5.1\nTS", HevcMain10),
        Prefer("+xr", "--prefer-rle", "prefer RLE lossless TS", RleLossless),
        Prefer("+xd", "--prefer-deflated", "prefer deflated explicit VR little endian TS", TransferSyntax.DeflatedExplicitVRLittleEndian),
        Prefer("+xi", "--implicit", "accept implicit VR little endian TS only", TransferSyntax.ImplicitVRLittleEndian),
        Subheading("proposed retrieve transfer syntaxes (outgoing associations):"),
        Propose("-x=", "--propose-uncompr", "propose all uncompressed TS, explicit VR\nwith local byte ordering first (default)",
            TransferSyntax.ExplicitVRLittleEndian),
        Propose("-xe", "--propose-little", "propose all uncompressed TS, explicit VR\nlittle endian first",
            TransferSyntax.ExplicitVRLittleEndian),
        Propose("-xb", "--propose-big", "propose all uncompressed TS, explicit VR\nbig endian first",
            TransferSyntax.ExplicitVRBigEndian),
        Propose("-xd", "--propose-deflated", "propose deflated explicit VR little endian TS\nand all uncompressed " +
            "transfer syntaxes",
            TransferSyntax.DeflatedExplicitVRLittleEndian),
        Propose("-xi", "--propose-implicit", "propose implicit VR little endian TS only",
            TransferSyntax.ImplicitVRLittleEndian),
        Subheading("other network options:"),
        new("-to", "--timeout", "[s]econds: integer (default: unlimited)",
            "timeout for connection requests", range: (1, int.MaxValue, true)),
        new("-ta", "--acse-timeout", "[s]econds: integer (default: 30)",
            "timeout for ACSE messages", range: (1, int.MaxValue, true)),
        new("-td", "--dimse-timeout", "[s]econds: integer (default: unlimited)",
            "timeout for DIMSE messages", range: (1, int.MaxValue, true)),
        new("-pdu", "--max-pdu", "[n]umber of bytes: integer (4096..131072)",
            "set max receive pdu to n bytes (default: 16384)", range: (4096, 131072, false)),
        new("", "--repeat", "[n]umber: integer", "repeat n times", range: (1, int.MaxValue, false)),
        new("", "--abort", "", "abort association instead of releasing it"),
        new("", "--cancel-grace", "[s]econds: integer (default: 5)",
            "after SIGINT or SIGTERM, wait s seconds for the\npeer to end the retrieval in order",
            range: (0, int.MaxValue, true)),

        Heading("output options:"),
        Subheading("general:"),
        new("-od", "--output-directory", "[d]irectory: string (default: '.')",
            "write received objects to existing directory d", notWith: ["--ignore"]),
        new("", "--sync", "", "force each object to stable storage before\nits success is reported to the peer"),
        Subheading("storage mode:"),
        new("-B", "--normal", "", "receive in memory, then write to disk (default)",
            Group.Storage, notWith: ["--ignore", "--bit-preserving"]),
        new("+B", "--bit-preserving", "", "receive directly to disk", Group.Storage, notWith: ["--ignore"]),
        new("", "--ignore", "", "ignore store data, receive but do not store"),
    ];

    private readonly List<(Option Option, string Value)> _given = [];
    private readonly List<string> _parameters = [];
    private readonly List<string> _listing = [];

    private CommandLine()
    {
    }

    /// <summary>Options of which the rightmost counts.</summary>
    private enum Group
    {
        None,
        Verbosity,
        Model,
        Prefer,
        Propose,
        Storage,
    }

    public Special Special { get; private set; }

    /// <summary>Expands command files, then tells options, their values and parameters apart.</summary>
    /// <exception cref="CommandLineException">Unreadable command file, unknown option, missing value or parameter.</exception>
    public static CommandLine Scan(string[] arguments)
    {
        List<string> expanded = Expand(arguments);
        CommandLine line = new();
        for (int i = 0; i < expanded.Count; i++)
        {
            string text = expanded[i];
            if (!IsOption(text))
            {
                line._parameters.Add(text);
                line._listing.Add(text);
                continue;
            }

            Option option = Find(text) ?? throw new CommandLineException($"Unknown option {text}", HintFor(text));
            line._listing.Add(option.Long);
            string value = "";
            if (option.TakesValue)
            {
                if (++i == expanded.Count)
                {
                    throw new CommandLineException($"Missing value for option {option.Long}", option.Takes);
                }

                value = expanded[i];
                line._listing.Add(value);
            }

            line._given.Add((option, value));
        }

        line.Special = expanded.Count == 0 || line.Has("--help") ? Special.Help
            : line.Has("--version") ? Special.Version
            : Special.None;
        if (line.Special == Special.None && line._parameters.Count < 2)
        {
            throw new CommandLineException($"Missing parameter {(line._parameters.Count == 0 ? "peer" : "port")}", Usage);
        }

        return line;
    }

    /// <summary>Whether an option is there, under either spelling.</summary>
    /// <param name="name">Long name.</param>
    public bool Has(string name) => Last(name) is not null;

    /// <summary>The level that the options name; warn without any.</summary>
    public LogLevel LogLevel()
    {
        CheckConflict("--log-level");
        return (Last("--log-level") ?? Rightmost(Group.Verbosity)?.Setting ?? "warn").ToLowerInvariant() switch
        {
            "all" or "trace" => Net.Log.LogLevel.Trace,
            "debug" => Net.Log.LogLevel.Debug,
            "info" => Net.Log.LogLevel.Info,
            "warn" => Net.Log.LogLevel.Warn,
            "error" => Net.Log.LogLevel.Error,
            "fatal" => Net.Log.LogLevel.Fatal,
            "off" => Net.Log.LogLevel.Off,
            _ => throw new CommandLineException("Invalid log level for --log-level option", Find("--log-level")!.Takes),
        };
    }

    /// <summary>The log configuration file, which exists and can be read; null when none is named.</summary>
    public string? LogConfiguration()
    {
        CheckConflict("--log-config");
        if (Last("--log-config") is not string file)
        {
            return null;
        }

        if (!File.Exists(file))
        {
            throw new CommandLineException("Specified --log-config file does not exist", $"'{file}' is no file");
        }

        if (WhyUnreadable(file) is string reason)
        {
            throw new CommandLineException("Specified --log-config file cannot be read", $"'{file}': {reason}");
        }

        return file;
    }

    /// <summary>The expanded command line as --arguments shows it.</summary>
    /// <param name="program">The name it was called by.</param>
    public string Describe(string program)
    {
        StringBuilder text = new($"calling '{program}' with {_listing.Count} arguments: ");
        foreach (string argument in _listing)
        {
            text.Append('\'').Append(argument).Append("' ");
        }

        return text.ToString();
    }

    /// <summary>Checks values, conflicts and parameters.</summary>
    /// <param name="isVerbose">Whether the log shows information, which --verbose-pc needs.</param>
    public Options Parse(bool isVerbose)
    {
        if (Has("--verbose-pc") && !isVerbose)
        {
            throw new CommandLineException(
                "--verbose-pc only allowed with verbose mode", "add --verbose, --debug or --log-level info");
        }

        List<string> keys = new();
        foreach ((Option option, string value) in _given)
        {
            if (option.Long == "--key")
            {
                keys.Add(value);
            }
        }
        // In the order in which the reference looks at them: the first error is the one reported.
        string? callingAet = AeTitle("--aetitle");
        string? calledAet = AeTitle("--call");
        foreach (Option option in Table)
        {
            if (option.Range is not null)
            {
                _ = Number(option.Long);
            }
        }

        CheckConflict("--output-directory");
        CheckConflict("--bit-preserving");
        CheckConflict("--normal");
        int port = Port(_parameters[1]);
        string[] files = _parameters.GetRange(2, _parameters.Count - 2).ToArray();
        foreach (string file in files)
        {
            if (WhyUnreadable(file) is string reason)
            {
                throw new CommandLineException($"cannot access file: {file}", reason);
            }
        }

        if (files.Length == 0 && keys.Count == 0)
        {
            throw new CommandLineException(
                "either query file or override keys (or both) must be specified",
                "for example -k QueryRetrieveLevel=PATIENT -k PatientID=PAT001");
        }

        return new Options
        {
            Network = new RetrieveSettings
            {
                Host = _parameters[0],
                Port = port,
                CallingAet = callingAet ?? "GETSCU",
                CalledAet = calledAet ?? "ANY-SCP",
                Model = Rightmost(Group.Model)?.Long switch
                {
                    "--study" => QueryModel.StudyRoot,
                    "--psonly" => QueryModel.PatientStudyOnly,
                    _ => QueryModel.PatientRoot,
                },
                StorageTransferSyntaxes = Proposal(Rightmost(Group.Prefer)?.Setting ?? TransferSyntax.ExplicitVRLittleEndian),
                QueryTransferSyntaxes = Proposal(Rightmost(Group.Propose)?.Setting ?? TransferSyntax.ExplicitVRLittleEndian),
                ConnectTimeout = Number("--timeout"),
                AcseTimeout = Number("--acse-timeout") ?? 30,
                DimseTimeout = Number("--dimse-timeout"),
                MaxPdu = (uint)(Number("--max-pdu") ?? 16384),
                ReceiveAtOnce = Has("--ignore") ? Limits.ReceiveDropped : Limits.ReceiveBuffer,
                Repeat = Number("--repeat") ?? 1,
                CancelGrace = Number("--cancel-grace") ?? 5,
                Abort = Has("--abort"),
                VerbosePc = Has("--verbose-pc"),
            },
            QueryFiles = files,
            Keys = [.. keys],
            OutputDirectory = Last("--output-directory") ?? ".",
            StorageMode = Has("--ignore") ? StorageMode.Ignore
                : Rightmost(Group.Storage)?.Long == "--bit-preserving" ? StorageMode.BitPreserving
                : StorageMode.Normal,
            Sync = Has("--sync"),
            DcmtkExitStatus = Has("--dcmtk-exit-status"),
        };
    }

    /// <summary>The help text: the table, its headings and descriptions in columns.</summary>
    public static string Help()
    {
        StringBuilder text = new();
        text.Append($"getscu {Program.Version} (stands in for {Program.Reference})\n\n{Purpose}\n{Usage}\n\n");
        text.Append("parameters:\n");
        Row(text, 2, "peer", "", "hostname of DICOM peer");
        Row(text, 2, "port", "", "tcp/ip port number of peer");
        Row(text, 2, "dcmfile-in", "", "DICOM query file(s)");
        text.Append('\n');
        bool subordinate = false;
        foreach (Option option in Table)
        {
            if (option.IsHeading)
            {
                subordinate = option.Short.Length > 0;
                text.Append(option.Short).Append(option.Text).Append('\n');
                continue;
            }

            string description = option.TakesValue ? $"{option.Value}\n{option.Text}" : option.Text;
            Row(text, subordinate ? 4 : 2, option.Short, option.Long, description);
        }

        return text.Append('\n').ToString();
    }

    private static Option Heading(string text) => new("", "", "", text);

    private static Option Subheading(string text) => new("  ", "", "", text);

    private static Option Prefer(string shortName, string longName, string text, string transferSyntax) =>
        new(shortName, longName, "", text, Group.Prefer, transferSyntax);

    private static Option Propose(string shortName, string longName, string text, string transferSyntax) =>
        new(shortName, longName, "", text, Group.Propose, transferSyntax);

    private static void Row(StringBuilder text, int indent, string shortName, string longName, string description)
    {
        int start = text.Length;
        text.Append(' ', indent).Append(shortName);
        text.Append(' ', Math.Max(0, LongColumn - (text.Length - start))).Append(longName);
        foreach (string line in description.Split('\n'))
        {
            text.Append(' ', Math.Max(0, DescriptionColumn - (text.Length - start))).Append(line).Append('\n');
            start = text.Length;
        }
    }

    /// <summary>A sign and then no digit: a lone sign and a negative number are parameters.</summary>
    private static bool IsOption(string text) =>
        text.Length > 1 && text[0] is '-' or '+' && !char.IsAsciiDigit(text[1]);

    private static Option? Find(string name)
    {
        foreach (Option option in Table)
        {
            if (!option.IsHeading && (option.Short == name || option.Long == name))
            {
                return option;
            }
        }

        return null;
    }

    private static string HintFor(string name)
    {
        int equals = name.IndexOf('=');
        if (equals > 0 && Find(name[..equals]) is { TakesValue: true } separate)
        {
            return $"the value is an argument of its own: {separate.Long} {name[(equals + 1)..]}";
        }

        return "getscu --help lists the options";
    }

    /// <summary>Replaces every @FILE by the words of that file; a file's own words are taken as they are.</summary>
    private static List<string> Expand(string[] arguments)
    {
        List<string> expanded = new(arguments.Length);
        foreach (string argument in arguments)
        {
            if (argument.Length < 2 || argument[0] != '@')
            {
                expanded.Add(argument);
                continue;
            }

            string file = argument[1..];
            try
            {
                AddWords(RawText.Decode(File.ReadAllBytes(file)), expanded);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new CommandLineException($"Cannot open command file '{file}'", error.Message);
            }
        }

        return expanded;
    }

    /// <summary>
    /// Words stand between white space. A quotation mark, also within a word, groups up to the next one of its kind,
    /// which ends the word; the other kind means itself there. Nothing escapes.
    /// </summary>
    private static void AddWords(string text, List<string> words)
    {
        int i = 0;
        while (i < text.Length)
        {
            if (text[i] is ' ' or '\t' or '\r' or '\n')
            {
                i++;
                continue;
            }

            int start = i;
            while (i < text.Length && text[i] is not (' ' or '\t' or '\r' or '\n' or '\'' or '"'))
            {
                i++;
            }

            string word = text[start..i];
            bool isClosed = true;
            if (i < text.Length && text[i] is '\'' or '"')
            {
                int end = text.IndexOf(text[i], i + 1);
                isClosed = end >= 0;
                end = isClosed ? end : text.Length;
                word += text[(i + 1)..end];
                i = end + 1;
            }

            if (word.Length > 0 || isClosed)
            {
                words.Add(word);
            }
        }
    }

    private static int Port(string text)
    {
        const string Hint = "the port is a whole number, 1..65535";
        return TryReadNumber(text, isSigned: true, out int port)
            ? port switch
            {
                0 => throw new CommandLineException($"Invalid parameter value {text} (underflow)", Hint),
                // The reference reads a port without sign, so -1 is a large number to it.
                < 0 or > 65535 => throw new CommandLineException($"Invalid parameter value {text} (overflow)", Hint),
                _ => port,
            }
            : throw new CommandLineException($"Invalid parameter value {text}", Hint);
    }

    /// <summary>A whole decimal number; one beyond 32 bits counts as the largest of them.</summary>
    private static bool TryReadNumber(string text, bool isSigned, out int value)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim(" \t\r\n\v\f");
        bool isNegative = isSigned && digits.StartsWith('-');
        if (isNegative || digits.StartsWith('+'))
        {
            digits = digits[1..];
        }

        value = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = value > (int.MaxValue - 9) / 10 ? int.MaxValue : value * 10 + (digit - '0');
        }

        value = isNegative ? -value : value;
        return digits.Length > 0;
    }

    /// <summary>The rightmost value of an option; empty for one without value, null when it is not there.</summary>
    private string? Last(string name)
    {
        for (int i = _given.Count - 1; i >= 0; i--)
        {
            if (_given[i].Option.Long == name)
            {
                return _given[i].Value;
            }
        }

        return null;
    }

    private Option? Rightmost(Group group)
    {
        for (int i = _given.Count - 1; i >= 0; i--)
        {
            if (_given[i].Option.Group == group)
            {
                return _given[i].Option;
            }
        }

        return null;
    }

    /// <summary>
    /// Refuses an option beside those it is not allowed with. Within one group the rightmost simply wins unless it is the
    /// one that the table refuses: --normal --bit-preserving is fine, the other order is not.
    /// </summary>
    private void CheckConflict(string name)
    {
        Option option = Find(name)!;
        if (!Has(name))
        {
            return;
        }

        foreach (string others in option.NotWith)
        {
            foreach ((Option other, _) in _given)
            {
                bool isBeaten = other.Group == option.Group && option.Group != Group.None && Rightmost(option.Group) == other;
                if (others.Contains(other.Long) && !isBeaten)
                {
                    throw new CommandLineException($"{name} not allowed with {others}", "leave one of them out");
                }
            }
        }
    }

    /// <summary>A number within the bounds of the table; null when the option is not there.</summary>
    private int? Number(string name)
    {
        if (Last(name) is not string text)
        {
            return null;
        }

        (int minimum, int maximum, bool isSigned) = Find(name)!.Range!.Value;
        return !TryReadNumber(text, isSigned, out int value) ? throw InvalidValue(name, text)
            : value < minimum ? throw InvalidValue(name, $"underflow: {text}")
            : value > maximum ? throw InvalidValue(name, $"overflow: {text}")
            : value;
    }

    /// <summary>PS3.5 6.2: up to 16 characters, no backslash, no control characters, not spaces only; null when absent.</summary>
    private string? AeTitle(string name)
    {
        if (Last(name) is not string title)
        {
            return null;
        }

        foreach (char c in title)
        {
            if (c == '\\' || char.IsControl(c) || char.IsSurrogate(c))
            {
                throw InvalidValue(name, "backslash or control character");
            }
        }

        return title.AsSpan().Trim(' ').IsEmpty ? throw InvalidValue(name, "empty")
            : Encoding.UTF8.GetByteCount(title) > 16 ? throw InvalidValue(name, $"more than 16 characters: {title}")
            : title;
    }

    private static CommandLineException InvalidValue(string name, string reason) =>
        new($"Invalid value for option {name}{(reason.Length > 0 ? $" ({reason})" : "")}", Find(name)!.Takes);

    /// <summary>Why this process may not read a file, by access(2); null when it may.</summary>
    private static unsafe string? WhyUnreadable(string file)
    {
        fixed (byte* name = RawText.Encode(file + "\0"))
        {
            return file.Contains('\0') ? "a file name has no NUL"
                : Libc.Access(name, Libc.R_OK) < 0 ? Libc.Message(Libc.Error)
                : null;
        }
    }

    /// <summary>A row of the table: an option, or a heading, which has no long name.</summary>
    /// <param name="notWith">Options it is not allowed with, each text as an error shows it.</param>
    /// <param name="range">The numbers it takes; a negative one is too small where signed, else no number.</param>
    private sealed class Option(
        string shortName,
        string longName,
        string value,
        string text,
        Group group = Group.None,
        string setting = "",
        string[]? notWith = null,
        (int Minimum, int Maximum, bool IsSigned)? range = null)
    {
        public readonly string Short = shortName;
        public readonly string Long = longName;
        /// <summary>Form of the value as the help shows it; empty without value.</summary>
        public readonly string Value = value;
        /// <summary>Description, by lines.</summary>
        public readonly string Text = text;
        public readonly Group Group = group;
        /// <summary>What the rightmost option of the group sets.</summary>
        public readonly string Setting = setting;
        public readonly string[] NotWith = notWith ?? [];
        public readonly (int Minimum, int Maximum, bool IsSigned)? Range = range;

        public bool IsHeading => Long.Length == 0;

        public bool TakesValue => Value.Length > 0;

        /// <summary>What would be right, for an error's hint.</summary>
        public string Takes => $"{Long} takes {Value.Replace('\n', ' ')}{(Range is null ? "" : $", {Range.Value.Minimum} or more")}";
    }
}
