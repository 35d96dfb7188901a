// In this order: exit statuses, the run, Options, the option table with the help, the parser, what else is made of the table.

using System;
using System.Collections.Generic;
using System.Globalization;
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
using GetScu.Net.Pdu;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Net.Transport;
#if TLS
using GetScu.Net.Transport.Tls;
#endif
using GetScu.Storage;
using GetScu.Storage.Posix;

using static GetScu.Net.Association.TransferSyntaxPreference;

namespace GetScu;

/// <summary>Composition root: the only top-level catch, and the only place that makes an exit status of an outcome.</summary>
internal static class Program
{
    public const string Reference = "DCMTK getscu 3.6.8";

    private const int CommandLineError = 1;

    /// <summary>Descriptors of a run: connection, the runtime's pipe for signals; output directory, lock, part file, and one to spare.</summary>
    private const int WithoutFiles = 3;

    private const int WithFiles = WithoutFiles + 4;

    /// <summary>Of each further association at once: connection; lock and part file.</summary>
    private const int FurtherWithoutFiles = 1;

    private const int FurtherWithFiles = FurtherWithoutFiles + 2;

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
        Outcome.KeyFileWrong => 1,
        Outcome.Incomplete => 68,
        _ => 69,
    };

    internal static int Main()
    {
        Logging? logging = null;
        Options? options = null;
        try
        {
            StandardDescriptors.Fill();
            string[] words = RawArguments.Restore(Environment.GetCommandLineArgs()) ?? throw new CommandLineException(
                "an argument is not UTF-8 and cannot be read", "such bytes may stand in a command file, @FILE");
            CommandLine line = CommandLine.Scan(words[1..]);
            RawArguments.Hide(words, line.Secrets);
            if (line.Options.Special != Special.None)
            {
                WriteOut(line.Options.Special switch
                {
                    Special.Help => CommandLine.Help(),
                    Special.Version => VersionText(),
                    Special.Ciphers => CipherText(),
                    Special.Profiles => CommandLine.Profiles(),
                    _ => CommandLine.Generate(line.Options.Generated),
                });
                return 0;
            }

            logging = CreateLogging(line.ReadLogOptions());
            if (line.Options.ShowsArguments)
            {
                // Whatever the log level.
                logging.Root.Force(LogLevel.Info, [line.Describe(words[0]), ""]);
            }

            options = line.Parse(isVerbose: logging.App.IsEnabled(LogLevel.Info));
            return Retrieve(options, OwnFiles(words, options, logging), logging);
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
            return ExitStatus(Outcome.InternalError, options is { DcmtkExitStatus: true });
        }
        finally
        {
            logging?.Dispose();
        }
    }

    internal static string VersionText()
    {
#if STATIC_EXECUTABLE
        const string Linkage = "static";
#else
        const string Linkage = "dynamic";
#endif
        return $"""
            getscu {Implementation.Version}, stands in for {Reference}

            Runtime identifier: {RuntimeInformation.RuntimeIdentifier}
            Linkage: {Linkage}
            Deflated transfer syntaxes: supported
            TLS: {TlsKind}

            """;
    }

#if TLS && STATIC_EXECUTABLE
    private const string TlsKind = "with the OpenSSL in this binary";
#elif TLS
    private const string TlsKind = "with OpenSSL 3 of the system (libssl.so.3)";
#else
    private const string TlsKind = "not in this binary";
#endif

    private static string CipherText()
    {
#if TLS
        try
        {
            return $"Supported TLS ciphersuites are:\n  {string.Join("\n  ", TlsContext.CipherNames())}\n";
        }
        catch (TlsException error)
        {
            throw new CommandLineException(error.Message);
        }
#else
        throw WithoutTls();
#endif
    }

#if !TLS
    public static CommandLineException WithoutTls() => new(
        "TLS is not in this binary: publish.sh --tls builds one that has it, --dynamic one that uses the system's OpenSSL 3");
#endif

    /// <summary>Sets up TLS where it is wanted.</summary>
    /// <exception cref="CommandLineException">A cipher suite that is named is none.</exception>
    private static Outcome? Secure(Options options, ref RetrieveSettings network, Interruption interruption, Logger log)
    {
#if TLS
        if (!options.Tls.IsEnabled)
        {
            return null;
        }

        try
        {
            // Whoever is asked for a password may answer with Ctrl-C.
            _ = interruption.GuardNothing();
            TlsContext context = new(options.Tls, network.Host, () => PasswordPrompt.Ask(
                $"Password of private key {Printable.Escape(options.Tls.KeyFile!)}: ", () => interruption.Signal != 0));
            _ = interruption.Unguard(0);
            context.Warnings.ForEach(warning => log.Write(LogLevel.Warn, warning));
            network = network with { Secure = context.Secure };
            return null;
        }
        catch (TlsException error)
        {
            if (interruption.Signal != 0)
            {
                return Judgement.OfSignal(interruption.Signal);
            }

            log.Write(LogLevel.Fatal, error.Message);
            return Outcome.NoNetwork;
        }
#else
        return null;
#endif
    }

    /// <summary>Header, hint where there is one, and the error as the last line.</summary>
    internal static string ErrorText(string message, string hint) => $"""
        getscu {Implementation.Version} (stands in for {Reference})

        {CommandLine.Purpose}
        {(hint.Length > 0 ? $"hint: {hint}\n" : "")}error: {message}

        """;

    /// <summary>The run with its report, if one is wanted. Query files and keys are checked before anything is written.</summary>
    /// <returns>The exit status.</returns>
    private static int Retrieve(Options options, ProtectedFiles ownFiles, Logging logging)
    {
        RetrieveSettings network = options.Network with { Dictionary = LoadDictionary(logging.Data) };
        if (LoadQueries(options, network.Dictionary, logging.App, out QuerySource queries) is Outcome problem)
        {
            return ExitStatus(problem, options.DcmtkExitStatus);
        }

        using QuerySource source = queries;
        network = network with { Identity = ReadIdentity(options, logging.App) };
        if (network is { Identity: { IsSecret: true } identity } && !options.Tls.IsEncrypted)
        {
            logging.App.Write(LogLevel.Warn, $"{(identity.Type == UserIdentityType.UsernameAndPasscode ? "Password" : "User identity")} "
                + "is sent over a connection that is not encrypted");
        }

        using ReportFile? file = OpenReport(options.Report, ownFiles);
        ReportWriter? report = file is null ? null : new ReportWriter(file.Write, static () => DateTime.UtcNow.Ticks);
        report?.Start($"{network.Host}:{network.Port}", network.CallingAet, network.CalledAet, queries.Count);
        Outcome outcome = Outcome.InternalError;
        try
        {
            outcome = Retrieve(options, network, queries, ownFiles, report, logging);
        }
        finally
        {
            EndReport(report, outcome, options.DcmtkExitStatus);
        }

        if (report?.Problem is string reason)
        {
            logging.App.Write(LogLevel.Error, $"cannot write report file {options.Report}: {reason}");
            outcome = Judgement.Worst(outcome, Outcome.CannotWriteObject);
        }

        return ExitStatus(outcome, options.DcmtkExitStatus);
    }

    private static void EndReport(ReportWriter? report, Outcome outcome, bool asReference) =>
        report?.End(outcome, ExitStatus(outcome, asReference), report.Age);

    private static ReportFile? OpenReport(string? path, ProtectedFiles ownFiles)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            if (path != "-")
            {
                if (ownFiles.Find(path) is string other)
                {
                    throw new IOException($"it is the {other}");
                }

                ownFiles.Add("report file", path, mayChange: true);
            }

            return new ReportFile(path);
        }
        catch (IOException error)
        {
            throw new CommandLineException($"cannot create report file: {path}", error.Message);
        }
    }

    /// <summary>The run itself. Everything is checked before anything is sent.</summary>
    private static Outcome Retrieve(
        Options options, RetrieveSettings network, QuerySource queries, ProtectedFiles ownFiles, ReportWriter? report, Logging logging)
    {
        (int first, int further) = options.StorageMode == StorageMode.Ignore
            ? (WithoutFiles, FurtherWithoutFiles) : (WithFiles, FurtherWithFiles);
        if (!StandardDescriptors.HasRoomFor(first + ((network.Associations - 1) * further) + (queries.Held is null ? 1 : 0)))
        {
            logging.App.Write(LogLevel.Fatal, "too few file descriptors: raise the limit (ulimit -n)");
            return Outcome.NoNetwork;
        }

        if (network.MaxPdu % 2 != 0)
        {
            // PDVs have even lengths (PS3.8 9.3.5.1); as the reference.
            network = network with { MaxPdu = network.MaxPdu - 1 };
            logging.Net.Write(
                LogLevel.Warn, $"ASSOC: PDV receive length {options.Network.MaxPdu} is odd (using {network.MaxPdu})");
        }

        SinkFactory storage;
        try
        {
            storage = new SinkFactory(new StorageSettings
            {
                Mode = options.StorageMode,
                Directory = options.OutputDirectory,
                AeTitle = network.CallingAet,
                Sync = options.Sync,
                Skip = options.Skip,
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

            using Interruption interruption = new(options.Network.CancelGrace, logging.App, signal => Leave(signal, storage, report, logging));
            queries.IsStopped = () => interruption.Signal != 0;
            if (Secure(options, ref network, interruption, logging.App) is Outcome problem)
            {
                interruption.Done();
                return problem;
            }

            return Retrieve(options, logging, tally => new Retrieval(network, storage, logging, interruption, report, tally).Run(queries));
        }
    }

    /// <summary>The run with its progress and its summary, where they are wanted.</summary>
    private static Outcome Retrieve(Options options, Logging logging, Func<Tally?, Outcome> run)
    {
        bool isShown = ShowsProgress(options);
        Tally? tally = isShown || logging.App.IsEnabled(LogLevel.Info) ? new Tally(static () => Environment.TickCount64) : null;
        Outcome outcome;
        using (isShown ? new ProgressLine(tally!, logging.Status, WidthOfTerminal, Terminal.IsUtf8) : null)
        {
            outcome = run(tally);
        }

        if (tally?.Summary() is string summary)
        {
            logging.App.Write(LogLevel.Info, summary);
            StandardStreams.Error(isShown ? Encoding.UTF8.GetBytes($"{summary}\n") : []);
        }

        return outcome;

        static int WidthOfTerminal() => Terminal.IsFree(2) ? Terminal.Width(2) : 0;
    }

    private static bool ShowsProgress(Options options) =>
        options.LogLevel is LogLevel.Warn or LogLevel.Error
        && (options.ShowsProgress ?? (options.LogLevel == LogLevel.Warn && options.LogConfiguration is null && Terminal.Is(2)))
        && Terminal.HasCursor
        // One line cannot be rewritten among others.
        && !(options.Report == "-" && Terminal.Is(1));

    /// <summary>What no object may replace: the files that this run reads or writes itself.</summary>
    private static ProtectedFiles OwnFiles(string[] words, Options options, Logging logging)
    {
        ProtectedFiles files = new();
        options.QueryFiles.ForEach(file => files.Add("query file", file));
        options.KeyFiles.FindAll(file => file != InputFile.Standard).ForEach(file => files.Add("key file", file));
        foreach (string word in words.AsSpan(1))
        {
            if (word.Length > 1 && word[0] == '@')
            {
                files.Add("command file", word[1..]);
            }
        }

        if (options.SecretFile is string secret && secret != InputFile.Standard)
        {
            files.Add("user identity file", secret);
        }

        string?[] ofTls = [options.Tls.KeyFile, options.Tls.CertificateFile, .. options.Tls.Authorities, .. options.Tls.Revocations];
        foreach (string? file in ofTls)
        {
            if (file is { Length: > 0 })
            {
                files.Add("TLS file", file);
            }
        }

        if (options.LogConfiguration is string configuration)
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
    private static void Leave(int signal, SinkFactory storage, ReportWriter? report, Logging logging)
    {
        Outcome outcome = Judgement.OfSignal(signal);
        Thread cleaning = new(() =>
        {
            storage.Leave();
            EndReport(report, outcome, asReference: false);
            logging.Dispose();
        })
        { IsBackground = true };
        cleaning.Start();
        // A disk that does not answer is not waited for.
        _ = cleaning.Join(Limits.CloseWait * 1000);
        Environment.Exit(ExitStatus(outcome, asReference: false));
    }

    /// <summary>
    /// One query for each query file and each line of a key file, or an empty one without files; the keys applied to each. A run
    /// that follows a plan holds them all.
    /// </summary>
    private static Outcome? LoadQueries(Options options, DataDictionary dictionary, Logger logger, out QuerySource queries)
    {
        List<DataSet> held = [];
        queries = new QuerySource(held, options.KeyFiles, options.Keys, dictionary);
        foreach (string file in options.QueryFiles)
        {
            try
            {
                held.Add(QueryFile.Parse(WholeFile.Read(file, Limits.QueryFile), dictionary, out string? warning));
                if (warning is not null)
                {
                    logger.Write(LogLevel.Warn, $"query file {file}: {warning}");
                }
            }
            catch (Exception error) when (error is IOException or DicomFormatException)
            {
                logger.Write(LogLevel.Fatal, $"cannot read query file {file}: {error.Message}");
                return error is IOException ? Outcome.QueryFileUnreadable : Outcome.QueryFileNotDicom;
            }
        }

        if (held.Count == 0 && options.KeyFiles.Count == 0)
        {
            held.Add(new DataSet());
        }

        foreach (DataSet query in held)
        {
            options.Keys.ForEach(key => KeyPath.Apply(query, key, dictionary));
            if (Query.IsEmpty(query))
            {
                throw new CommandLineException(
                    "query is empty", "group lengths and padding are not sent: a query file or key with another element is needed");
            }
        }

        queries.Check();
        if (queries.Held is null && (options.Network.NeedsPlan || options.Skip != SkipMode.None))
        {
            using QuerySource read = queries;
            queries = read.Hold(Limits.PlannedQueries);
        }

        return queries.Once is not null && options.Network.Repeat > 1
            ? throw new CommandLineException($"--repeat not allowed with --key-file {queries.Once}", "it can be read once only")
            : null;
    }

    /// <summary>Who asks, as far as that is to be told. What is in files is read now: standard input is waited for when all else is right.</summary>
    private static UserIdentity? ReadIdentity(Options options, Logger log)
    {
        if (options.Identity is not { } type)
        {
            return null;
        }

        bool isUser = type is UserIdentityType.Username or UserIdentityType.UsernameAndPasscode;
        byte[] secret = RawText.Encode(options.Password);
        if (options.SecretFile is string file)
        {
            string kind = isUser ? "password" : "Kerberos, SAML or JWT";
            if (file != InputFile.Standard && WholeFile.IsReadableByAll(file))
            {
                log.Write(LogLevel.Warn, $"{kind} file '{file}' can be read by every user of this machine");
            }

            try
            {
                secret = isUser ? SecretFile.ReadLine(file) : SecretFile.Read(file);
                secret = options.TrimsToken ? secret.AsSpan().Trim(" \t\r\n"u8).ToArray() : secret;
            }
            catch (IOException error)
            {
                throw new CommandLineException($"Unable to open {kind} file: {error.Message}", $"'{file}' cannot be read");
            }

            if (secret.Length == 0)
            {
                throw new CommandLineException(
                    $"Unable to read {kind} info from file: File empty?", isUser ? "--empty-password sends an empty one" : $"nothing is in '{file}'");
            }
        }

        UserIdentity identity = isUser
            ? new(type, RawText.Encode(options.User), secret, options.ExpectsIdentityResponse)
            : new(type, secret, [], options.ExpectsIdentityResponse);
        return identity.Length <= Limits.UserIdentity ? identity : throw new CommandLineException(
            $"User identity of {identity.Length} bytes exceeds upper limit of {Limits.UserIdentity} bytes", "an association request has no room for more");
    }

    /// <summary>The built-in dictionary, under the files of DCMDICTPATH where that is set.</summary>
    private static DataDictionary LoadDictionary(Logger logger)
    {
        const char Separator = ':';
        string path = RawArguments.Environment("DCMDICTPATH\0"u8);
        if (path.Length == 0)
        {
            return DataDictionary.BuiltIn;
        }

        List<string> errors = [];
        foreach (string file in path.Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            logger.Write(LogLevel.Debug, $"DcmDataDictionary: Loading file: {file}");
        }

        DataDictionary dictionary = DataDictionary.Load(path, Separator, errors, WholeFile.Read);
        foreach (string error in errors)
        {
            logger.Write(LogLevel.Error, error);
        }

        return dictionary.NothingLoaded
            ? throw new CommandLineException("no data dictionary loaded, check environment variable: DCMDICTPATH")
            : dictionary;
    }

    private static Logging CreateLogging(Options options) =>
        options.LogConfiguration is not string file
            ? new Logging(options.LogLevel)
            : Logging.FromFile(file, out string error) ?? throw new CommandLineException(error, $"in '{file}'");

    /// <summary>A text that was asked for and does not get out is an error.</summary>
    private static void WriteOut(string text)
    {
        if (!StandardStreams.Output(Encoding.UTF8.GetBytes(text)))
        {
            throw new CommandLineException($"cannot write to standard output: {Libc.Message(Libc.Error)}");
        }
    }
}

/// <summary>What the command line says, literally; checked for itself, not against the world.</summary>
internal sealed class Options
{
    public Special Special { get; set; }
    /// <summary>What <see cref="Special.Generated"/> is to write.</summary>
    public string Generated { get; set; } = "";
    /// <summary>Log the expanded command line.</summary>
    public bool ShowsArguments { get; set; }
    public LogLevel LogLevel { get; set; } = LogLevel.Warn;
    /// <summary>A file that exists and can be read; null: everything goes to standard error.</summary>
    public string? LogConfiguration { get; set; }
    /// <summary>Whether the log shows information; known when it is set up, see <see cref="CommandLine.Parse"/>.</summary>
    public bool IsVerbose { get; set; }
    /// <summary>Whom to ask, and how.</summary>
    public RetrieveSettings Network { get; set; } = new()
    {
        Host = "",
        Port = 0,
        QueryTransferSyntaxes = Proposal(TransferSyntax.ExplicitVRLittleEndian),
        StorageTransferSyntaxes = Proposal(TransferSyntax.ExplicitVRLittleEndian),
    };
    /// <summary>Query files in order; each is one C-GET.</summary>
    public List<string> QueryFiles { get; } = [];
    /// <summary>Key files in order; each line is one C-GET.</summary>
    public List<string> KeyFiles { get; } = [];
    /// <summary>Values of -k in order, see <see cref="RawText"/>.</summary>
    public List<string> Keys { get; } = [];
    /// <summary>What is told of who asks; null: nothing.</summary>
    public UserIdentityType? Identity { get; set; }
    /// <summary>User name, see <see cref="RawText"/>.</summary>
    public string User { get; set; } = "";
    public string Password { get; set; } = "";
    /// <summary>Where the password, or what is sent instead of a user name, is to be read from; <see cref="InputFile.Standard"/>: standard input.</summary>
    public string? SecretFile { get; set; }
    /// <summary>White space around a token is not sent.</summary>
    public bool TrimsToken { get; set; }
    /// <summary>The peer is to confirm who asks.</summary>
    public bool ExpectsIdentityResponse { get; set; }
    public string OutputDirectory { get; set; } = ".";
    public StorageMode StorageMode { get; set; } = StorageMode.Normal;
    public bool Sync { get; set; }
    public SkipMode Skip { get; set; }
    public bool DcmtkExitStatus { get; set; }
    /// <summary>Null: where it helps and does no harm.</summary>
    public bool? ShowsProgress { get; set; }
    /// <summary>Where the report goes; null: there is none.</summary>
    public string? Report { get; set; }
    public TlsSettings Tls { get; set; } = new();
}

/// <summary>Command lines that ask for a text and nothing else.</summary>
internal enum Special
{
    None,
    Help,
    Version,
    Generated,
    Ciphers,
    Profiles,
}

/// <summary>The command line is wrong. The message is the error line; the hint says what would be right, or is empty.</summary>
internal sealed class CommandLineException(string message, string hint = "") : Exception(message)
{
    public string Hint { get; } = hint;
}

/// <summary>
/// The option table, and what is made of it: parser, conflict checks, help. Checks come in the order of DCMTK's
/// getscu: command files, names, parameters missing, then row by row, port, query files.
/// </summary>
internal sealed partial class CommandLine
{
    public const string Purpose = "getscu: DICOM retrieve (C-GET) SCU";

    private const string Usage = "usage: getscu [options] peer port [dcmfile-in...]";
    private const string Blanks = " \t\r\n\v\f";
    private const string LogOptions = "--verbose, --debug or --quiet";
    private const string Levels = "(fatal, error, warn, info, debug, trace)";
    private const string Hidden = "***";
    private const int LongColumn = 10;
    private const int DescriptionColumn = 33;

    private static readonly string[] WithKey = ["--enable-tls"];
    private static readonly string[] WithTls = ["--enable-tls or --anonymous-tls"];
    private static readonly string[] WithSeed = [.. WithTls, "--seed"];

    private static readonly Option[] Table =
    [
        Heading("general options:"),
        new("-h", "--help", "", "print this help text and exit",
            (o, _) => o.Special = Special.Help, stage: Stage.First),
        new("", "--version", "", "print version information and exit",
            (o, _) => Ask(o, Special.Version), stage: Stage.First),
        new("", "--arguments", "", "print expanded command line arguments",
            (o, _) => o.ShowsArguments = true, stage: Stage.First),
        new("-q", "--quiet", "", "quiet mode, print no warnings and errors",
            (o, _) => o.LogLevel = LogLevel.Fatal, Group.Verbosity, Stage.Log),
        new("-v", "--verbose", "", "verbose mode, print processing details",
            (o, _) => o.LogLevel = LogLevel.Info, Group.Verbosity, Stage.Log),
        new("-d", "--debug", "", "debug mode, print debug information",
            (o, _) => o.LogLevel = LogLevel.Debug, Group.Verbosity, Stage.Log),
        new("-ll", "--log-level", "[l]evel: string constant\n" + Levels, "use level l for the logger",
            (o, value) => o.LogLevel = LevelOf(value), stage: Stage.Log, notWith: [LogOptions], known: KnownLevels),
        new("-lc", "--log-config", "[f]ilename: string", "use config file f for the logger",
            (o, value) => o.LogConfiguration = Configuration(value), stage: Stage.Log, notWith: [LogOptions, "--log-level"]),
        new("+v", "--verbose-pc", "", "show presentation contexts in verbose mode", (o, _) => o.Network = ShowContexts(o)),

        Heading("network options:"),
        Subheading("override matching keys:"),
        new("-k", "--key", "[k]ey: gggg,eeee='str', path or dictionary\nname='str'", "override matching key",
            (o, value) => o.Keys.Add(value), isRepeated: true),
        Subheading("query information model:"),
        new("-P", "--patient", "", "use patient root information model (default)",
            (o, _) => o.Network = o.Network with { Model = QueryModel.PatientRoot }, Group.Model),
        new("-S", "--study", "", "use study root information model",
            (o, _) => o.Network = o.Network with { Model = QueryModel.StudyRoot }, Group.Model),
        new("-O", "--psonly", "", "use patient/study only information model",
            (o, _) => o.Network = o.Network with { Model = QueryModel.PatientStudyOnly }, Group.Model),
        Subheading("application entity titles:"),
        new("-aet", "--aetitle", "[a]etitle: string", "set my calling AE title (default: GETSCU)",
            (o, value) => o.Network = o.Network with { CallingAet = value }, check: WhyNoAeTitle),
        new("-aec", "--call", "[a]etitle: string", "set called AE title of peer (default: ANY-SCP)",
            (o, value) => o.Network = o.Network with { CalledAet = value }, check: WhyNoAeTitle),
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
        Number("-to", "--timeout", "[s]econds: integer (default: unlimited)", "timeout for connection requests", 1, int.MaxValue, true,
            (o, number) => o.Network = o.Network with { ConnectTimeout = number }),
        Number("-ta", "--acse-timeout", "[s]econds: integer (default: 30)", "timeout for ACSE messages", 1, int.MaxValue, true,
            (o, number) => o.Network = o.Network with { AcseTimeout = number }),
        Number("-td", "--dimse-timeout", "[s]econds: integer (default: unlimited)", "timeout for DIMSE messages", 1, int.MaxValue, true,
            (o, number) => o.Network = o.Network with { DimseTimeout = number }),
        Number("-pdu", "--max-pdu", "[n]umber of bytes: integer (4096..131072)",
            "set max receive pdu to n bytes (default: 16384)", 4096, 131072, false,
            (o, number) => o.Network = o.Network with { MaxPdu = (uint)number }),
        Number("", "--repeat", "[n]umber: integer", "repeat n times", 1, int.MaxValue, false,
            (o, number) => o.Network = o.Network with { Repeat = number }),
        new("", "--abort", "", "abort association instead of releasing it",
            (o, _) => o.Network = o.Network with { Abort = true }),

        Heading("output options:"),
        Subheading("general:"),
        new("-od", "--output-directory", "[d]irectory: string (default: '.')",
            "write received objects to existing directory d",
            (o, value) => o.OutputDirectory = value, notWith: ["--ignore"]),
        Subheading("storage mode:"),
        new("-B", "--normal", "", "receive in memory, then write to disk (default)",
            (o, _) => o.StorageMode = StorageMode.Normal, Group.Storage, notWith: ["--ignore", "--bit-preserving"]),
        new("+B", "--bit-preserving", "", "receive directly to disk",
            (o, _) => o.StorageMode = StorageMode.BitPreserving, Group.Storage, notWith: ["--ignore"]),
        new("", "--ignore", "", "ignore store data, receive but do not store", (o, _) => Ignore(o)),

        Heading("transport layer security (TLS) options:"),
        Subheading("transport protocol stack:"),
        Secure("-tls", "--disable-tls", "", "use normal TCP/IP connection (default)", [], (tls, _) => tls, Group.Transport),
        new("+tls", "--enable-tls", "[p]rivate key file, [c]ertificate file: string", "use authenticated secure TLS connection",
            (o, value) => o.Tls = o.Tls with { IsEnabled = true, KeyFile = value }, Group.Transport, stage: Stage.Tls,
            setSecond: (o, value) => o.Tls = o.Tls with { CertificateFile = value }),
        Secure("+tla", "--anonymous-tls", "", "use secure TLS connection without certificate", [],
            (tls, _) => tls with { IsEnabled = true }, Group.Transport),
        Subheading("private key password (only with --enable-tls):"),
        Secure("+ps", "--std-passwd", "", "prompt user to type password on stdin (default)", WithKey, (tls, _) => tls, Group.Password),
        Secure("+pw", "--use-passwd", "[p]assword: string", "use specified password", WithKey,
            (tls, value) => tls with { Password = value }, Group.Password, isSecret: true),
        Secure("-pw", "--null-passwd", "", "use empty string as password", WithKey, (tls, _) => tls with { Password = "" }, Group.Password),
        Subheading("key and certificate file format:"),
        Secure("-pem", "--pem-keys", "", "read keys and certificates as PEM file\n(default)", WithTls, (tls, _) => tls, Group.Format),
        Secure("-der", "--der-keys", "", "read keys and certificates as DER file", WithTls, (tls, _) => tls with { IsDer = true }, Group.Format),
        Subheading("certification authority:"),
        Secure("+cf", "--add-cert-file", "[f]ilename: string", "add certificate file to list of certificates", WithTls,
            (tls, value) => Add(tls, tls.Authorities, value), isRepeated: true),
        Secure("+cd", "--add-cert-dir", "[d]irectory: string", "add certificates in d to list of certificates\n(system: those of this machine)",
            WithTls, (tls, value) => Add(tls, tls.Directories, value), isRepeated: true),
        Secure("+crl", "--add-crl-file", "[f]ilename: string", "add certificate revocation list\nfile (implies --enable-crl-vfy)", WithTls,
            (tls, value) => Add(tls, tls.Revocations, value), isRepeated: true),
        Secure("+crv", "--enable-crl-vfy", "", "enable leaf CRL verification", WithTls, (tls, _) => tls with { ChecksLeaf = true }),
        Secure("+cra", "--enable-crl-all", "", "enable full chain CRL verification", WithTls, (tls, _) => tls with { ChecksChain = true }),
        Subheading("security profile:"),
        new("+ph", "--list-profiles", "", "list supported TLS profiles and exit", (o, _) => Ask(o, Special.Profiles), stage: Stage.First),
        Profile("+pg", "--profile-8996", "BCP 195 RFC 8996 TLS Profile (default)", TlsProfile.Rfc8996),
        Profile("+pm", "--profile-8996-mod", "Modified BCP 195 RFC 8996 TLS Profile", TlsProfile.Rfc8996Modified),
        Profile("+py", "--profile-bcp195-nd", "Non-downgrading BCP 195 TLS Profile (retired)", TlsProfile.Bcp195NonDowngrading),
        Profile("+px", "--profile-bcp195", "BCP 195 TLS Profile (retired)", TlsProfile.Bcp195),
        Profile("+pz", "--profile-bcp195-ex", "Extended BCP 195 TLS Profile (retired)", TlsProfile.Bcp195Extended),
        Profile("+pb", "--profile-basic", "Basic TLS Secure Transport Connection Profile\n(retired)", TlsProfile.Basic),
        Profile("+pa", "--profile-aes", "AES TLS Secure Transport Connection Profile\n(retired)", TlsProfile.Aes),
        Profile("+pn", "--profile-null", "Authenticated unencrypted communication\n(retired, was used in IHE ATNA)", TlsProfile.Null),
        Subheading("ciphersuite:"),
        new("+cc", "--list-ciphers", "", "list supported TLS ciphersuites and exit", (o, _) => Ask(o, Special.Ciphers), stage: Stage.First),
        Secure("+cs", "--cipher", "[c]iphersuite name: string", "add ciphersuite to list of negotiated suites\n(not with --profile-bcp195-ex)",
            WithTls, (tls, value) => Add(tls, tls.Ciphers, value), isRepeated: true, notWith: ["--profile-bcp195-ex"]),
        Subheading("server name indication:"),
        Secure("", "--no-sni", "", "do not use SNI (default)", WithTls, (tls, _) => tls, Group.ServerName),
        Secure("", "--request-sni", "[s]erver name: string", "request server name s", WithTls,
            (tls, value) => tls with { ServerName = value }, Group.ServerName, check: WhyNoServerName),
        Subheading("pseudo random generator (accepted, without effect):"),
        Secure("+rs", "--seed", "[f]ilename: string", "seed random generator with contents of f", WithTls, (tls, _) => tls),
        Secure("+ws", "--write-seed", "", "write back modified seed (only with --seed)", WithSeed, (tls, _) => tls),
        Secure("+wf", "--write-seed-file", "[f]ilename: string (only with --seed)", "write modified seed to file f", WithSeed, (tls, _) => tls),
        Subheading("peer authentication:"),
        Secure("-rc", "--require-peer-cert", "", "verify peer certificate, fail if absent\n(default)", WithTls, (tls, _) => tls, Group.Verification),
        Secure("-ic", "--ignore-peer-cert", "", "don't verify peer certificate", WithTls,
            (tls, _) => tls with { VerifiesPeer = false }, Group.Verification),

        // What DCMTK's getscu does not have.
        Heading("options of this program alone:"),
        Subheading("what is retrieved:"),
        new("", "--key-file", "[f]ilename: string", "one query a line of file f (-: standard input)",
            (o, value) => o.KeyFiles.Add(value), isRepeated: true),
        new("+xa", "--accept-all", "", "accept every transfer syntax: each object comes\nas it is stored, over several associations",
            (o, _) => o.Network = o.Network with { AcceptsAll = true }, Group.Prefer, notWith: ["--repeat"]),
        new("", "--no-find", "", "never ask with C-FIND what there is",
            (o, _) => o.Network = o.Network with { Finds = false }),
        Number("", "--max-associations", "[n]umber: integer (1..64, default: 16)",
            "make at most n associations", 1, 64, false,
            (o, number) => o.Network = o.Network with { MaxAssociations = number }),
        new("", "--add-class", "[u]id or keyword: string", "accept a further storage SOP class",
            (o, value) => o.Network = o.Network with { AddedClasses = With(o.Network.AddedClasses, ClassOf(value)!) },
            check: WhyNoClass, isRepeated: true, known: FurtherClasses),
        new("+sk", "--skip-existing", "", "leave out objects whose file is there and whole\n(twice: without a look at its data set)",
            (o, _) => o.Skip = o.Skip == SkipMode.None ? SkipMode.Checked : SkipMode.Trusted,
            isRepeated: true, notWith: ["--ignore", "--repeat"]),
        Subheading("how it is retrieved:"),
        Number("", "--associations", "[n]umber: integer (1..16, default: 1)",
            "make n associations at once, each for other\nseries", 1, Limits.Associations, false,
            (o, number) => o.Network = o.Network with { Associations = number }, notWith: ["--repeat"]),
        Number("", "--async", "[n]umber: integer (0..65535, 0: any)",
            "let the peer send n objects before it waits\nfor responses (default: nothing proposed)", 0, ushort.MaxValue, false,
            (o, number) => o.Network = o.Network with { Window = new OperationsWindow(1, (ushort)number) }),
        Number("", "--retry", "[n]umber: integer (default: 0)",
            "try n times to get what a lost connection or a\nbusy peer has left out", 0, int.MaxValue, false,
            (o, number) => o.Network = o.Network with { Retries = number }, notWith: ["--repeat"]),
        Number("", "--retry-wait", "[s]econds: integer (0..60, default: 2)",
            "wait s seconds before the first try, and twice\nas long before each next one", 0, Limits.RetryWait, false,
            (o, number) => o.Network = o.Network with { RetryWait = number }),
        Number("", "--cancel-grace", "[s]econds: integer (default: 5)",
            "after SIGINT or SIGTERM, wait s seconds for the\npeer to end the retrieval in order", 0, int.MaxValue, true,
            (o, number) => o.Network = o.Network with { CancelGrace = number }),
        new("", "--verify-host", "", "compare the names in the peer's certificate\nwith the peer as it is given here",
            (o, _) => o.Tls = o.Tls with { VerifiesHost = true }, stage: Stage.Tls, notWith: ["--ignore-peer-cert"], onlyWith: WithTls),
        new("", "--verify-name", "[n]ame: string", "the same with host name or address n",
            (o, value) => o.Tls = o.Tls with { VerifiesHost = true, HostName = value }, stage: Stage.Tls,
            check: WhyNoName, notWith: ["--ignore-peer-cert"], onlyWith: WithTls),
        Subheading("user identity negotiation:"),
        new("-usr", "--user", "[u]ser name: string", "authenticate using user name u",
            (o, value) =>
            {
                o.Identity = UserIdentityType.Username;
                o.User = value;
            }, Group.Identity),
        new("-pwd", "--password", "[p]assword: string (only with --user)", "authenticate using password p",
            (o, value) =>
            {
                AddPassword(o, "--password");
                o.Password = value;
            }, Group.UserPassword, isSecret: true),
        new("", "--password-file", "[f]ilename: string (only with --user)", "the same, from file f (-: standard input)",
            (o, value) =>
            {
                AddPassword(o, "--password-file");
                o.SecretFile = value;
            }, Group.UserPassword),
        new("-epw", "--empty-password", "", "send empty password (only with --user)",
            (o, _) => AddPassword(o, "--empty-password"), Group.UserPassword, notWith: ["--password"]),
        Token("-kt", "--kerberos", "read kerberos ticket from file f", UserIdentityType.KerberosServiceTicket),
        Token("", "--saml", "read SAML request from file f", UserIdentityType.SamlAssertion),
        Token("", "--jwt", "read JWT data from file f", UserIdentityType.JsonWebToken),
        Token("", "--jwt-file", "the same, without white space around it", UserIdentityType.JsonWebToken, isTrimmed: true),
        new("-rsp", "--pos-response", "", "expect positive response",
            (o, _) => o.ExpectsIdentityResponse = o.Identity is not null ? true : throw new CommandLineException(
                "--pos-response only allowed with --user, --kerberos or --saml", "or with --jwt or --jwt-file")),
        Subheading("what is written:"),
        new("", "--sync", "", "force each object to stable storage before\nits success is reported to the peer",
            (o, _) => o.Sync = true),
        new("+crf", "--create-report-file", "[f]ilename: string",
            "write what comes and what is missing to file f,\na JSON object a line (-: standard output)",
            (o, value) => o.Report = value),
        new("", "--progress", "", "show a line of progress, also with a log\nconfiguration or without a terminal; not\nbeside options -v, -d or -q",
            (o, _) => o.ShowsProgress = true, Group.Progress),
        new("", "--no-progress", "", "show none (default: shown on a terminal)",
            (o, _) => o.ShowsProgress = false, Group.Progress),
        new("", "--generate", "[t]ext: string (man, bash, zsh, fish)", "print the manual page or a completion",
            (o, value) =>
            {
                Ask(o, Special.Generated);
                o.Generated = value;
            }, stage: Stage.First, check: kind => Array.IndexOf(Kinds(), kind) >= 0 ? null : kind, known: Kinds),
        new("", "--dcmtk-exit-status", "", "exit with 0 or 1 only, as DCMTK's getscu does",
            (o, _) => o.DcmtkExitStatus = true),
    ];

    /// <summary>What the help ends with, as it stands there.</summary>
    private static ReadOnlySpan<byte> Tail => """

        examples:
          A study into this folder, telling what happens:
            getscu -v -S -k QueryRetrieveLevel=STUDY -k StudyInstanceUID=1.2.3 pacs 104
          Every object of it as the archive has it, over several associations:
            getscu +xa -S -k QueryRetrieveLevel=STUDY -k StudyInstanceUID=1.2.3 pacs 104
          All of a patient into another folder, from an archive that checks titles:
            getscu -od in -aet ME -aec PACS -k 0008,0052=PATIENT -k 0010,0020=1 pacs 104
          What is not there yet of what a file asks for, over a bad line:
            getscu +xa +sk --retry 5 -od in pacs 104 query.dcm
          From a script, with the options of a site and a report for each object:
            getscu @site.txt -q +crf report.jsonl pacs 104 query.dcm

        exit status:
          0            everything is here, or nothing matched
          1            the command line, a key or a configuration is wrong
          20, 22       a query file cannot be read, is no DICOM data set
          40, 45       an object, the output directory cannot be written
          60, 61       there is no network, no association
          62, 66       the C-GET cannot be sent, is not accepted by the peer
          67           the association could not be closed in order
          68, 69       objects are missing, the retrieval failed
          130, 143     ended by SIGINT, by SIGTERM

        environment:
          DCMDICTPATH  files of further attributes, separated by colons
          TERM, LANG   how progress is shown: not where TERM is dumb or unset

        files:
          @FILE        in place of options and parameters: they are read from FILE
          .getscu-*    in the output directory: objects that are not complete yet


        """u8;

    private readonly List<(Option Option, string Value, string Second)> _given = [];
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
        Progress,
        Transport,
        Password,
        Format,
        Profile,
        ServerName,
        Verification,
        Identity,
        UserPassword,
    }

    /// <summary>When a row is looked at.</summary>
    private enum Stage
    {
        /// <summary>Before anything else is checked.</summary>
        First,
        /// <summary>Before there is a log.</summary>
        Log,
        Run,
        /// <summary>Last, as the reference does.</summary>
        Tls,
    }

    /// <summary>What is known so far.</summary>
    public Options Options { get; } = new();

    /// <summary>Values that nobody else may read, see <see cref="RawArguments.Hide"/>.</summary>
    public List<string> Secrets { get; } = [];

    /// <summary>The help text: the table, its headings and descriptions in columns.</summary>
    public static string Help()
    {
        StringBuilder text = new();
        text.Append($"getscu {Implementation.Version} (stands in for {Program.Reference})\n\n{Purpose}\n{Usage}\n\n");
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

        return text.Append(Encoding.UTF8.GetString(Tail)).ToString();
    }

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

            Option option = Find(text) ?? throw new CommandLineException($"Unknown option {WithoutSecret(text)}", HintFor(text));
            line._listing.Add(option.Long);
            string[] values = ["", ""];
            for (int place = 0; place < option.ValueCount; place++)
            {
                if (++i == expanded.Count)
                {
                    throw new CommandLineException($"Missing value for option {option.Long}", option.Takes);
                }

                values[place] = expanded[i];
                line._listing.Add(option.IsSecret ? Hidden : expanded[i]);
                line.Secrets.AddRange(option.IsSecret ? [expanded[i]] : []);
            }

            line._given.Add((option, values[0], values[1]));
        }

        line.Options.Special = expanded.Count == 0 ? Special.Help : Special.None;
        line.Update(Stage.First);
        if (line.Options.Special == Special.None && line._parameters.Count < 2)
        {
            throw new CommandLineException($"Missing parameter {(line._parameters.Count == 0 ? "peer" : "port")}", Usage);
        }

        return line;
    }

    /// <summary>The level and the configuration file of the log, which has to be there before anything else is checked.</summary>
    /// <exception cref="CommandLineException">One of them is wrong, or not allowed with the other.</exception>
    public Options ReadLogOptions()
    {
        Update(Stage.Log);
        return Options;
    }

    /// <summary>Checks values, conflicts and parameters.</summary>
    /// <param name="isVerbose">Whether the log shows information, which --verbose-pc needs.</param>
    /// <exception cref="CommandLineException">The first thing that is wrong.</exception>
    public Options Parse(bool isVerbose)
    {
        Options.IsVerbose = isVerbose;
        Update(Stage.Run);
        Update(Stage.Tls);
#if !TLS
        if (Options.Tls.IsEnabled)
        {
            throw Program.WithoutTls();
        }
#endif
        if (!Options.Network.AcceptsAll && Options.Network.AddedClasses.Count > Limits.AddedClasses)
        {
            throw new CommandLineException(
                $"too many storage classes added: at most {Limits.AddedClasses} without --accept-all", "with --accept-all there may be any number");
        }

        Options.Network = Options.Network with { Port = Port(_parameters[1]), Host = Host(_parameters[0]) };
        Options.QueryFiles.AddRange(_parameters.GetRange(2, _parameters.Count - 2));
        List<string> files = [.. Options.QueryFiles, .. Options.KeyFiles.FindAll(file => file != InputFile.Standard)];
        foreach (string file in files)
        {
            if (WholeFile.WhyUnreadable(file) is string reason)
            {
                throw new CommandLineException($"cannot access file: {file}", reason);
            }
        }

        if (Options.SecretFile == InputFile.Standard && Options.KeyFiles.Contains(InputFile.Standard))
        {
            throw new CommandLineException("standard input can be read once only", "either a key file or what proves the user's identity comes from there");
        }

        return files.Count > 0 || Options.KeyFiles.Count > 0 || Options.Keys.Count > 0 ? Options : throw new CommandLineException(
            "either query file or override keys (or both) must be specified",
            "for example -k QueryRetrieveLevel=PATIENT -k PatientID=PAT001");
    }

    /// <summary>Each option given of a stage sets its own, in the order of the table: the first error is the one reported.</summary>
    private void Update(Stage stage)
    {
        foreach (Option option in Table)
        {
            if (option.Stage != stage || option.IsHeading || Last(option) is not int last)
            {
                continue;
            }

            CheckNeeds(option);
            CheckConflicts(option);
            for (int i = option.IsRepeated ? 0 : last; i <= last; i++)
            {
                if (_given[i].Option == option && (option.Group == Group.None || Rightmost(option.Group) == option))
                {
                    option.Update(Options, _given[i].Value, _given[i].Second);
                }
            }
        }
    }

    /// <summary>Place of the rightmost of an option; null when it is not there.</summary>
    private int? Last(Option option)
    {
        int place = _given.FindLastIndex(given => given.Option == option);
        return place < 0 ? null : place;
    }

    private Option Rightmost(Group group) => _given.FindLast(given => given.Option.Group == group).Option;

    /// <summary>Refuses an option without one that it goes with; one that another of its group has beaten is not there.</summary>
    private void CheckNeeds(Option option)
    {
        foreach (string others in option.OnlyWith)
        {
            if (!_given.Exists(given => IsNamed(others, given.Option)
                && (given.Option.Group == Group.None || Rightmost(given.Option.Group) == given.Option)))
            {
                throw new CommandLineException($"{option.Long} only allowed with {others}", $"add {others}");
            }
        }
    }

    /// <summary>
    /// Refuses an option beside those it is not allowed with. Within one group the rightmost simply wins unless it is the
    /// one that the table refuses: --normal --bit-preserving is fine, the other order is not.
    /// </summary>
    private void CheckConflicts(Option option)
    {
        foreach (string others in option.NotWith)
        {
            foreach ((Option other, _, _) in _given)
            {
                // Of its own group, this one; of another one, that one.
                bool isBeaten = other.Group != Group.None && (other.Group == option.Group) == (Rightmost(other.Group) == other);
                if (IsNamed(others, other) && !isBeaten)
                {
                    throw new CommandLineException($"{Named(option, others)} not allowed with {others}", "leave one of them out");
                }
            }
        }
    }

    /// <summary>Whether a text that names options names this one: --ignore-peer-cert does not name --ignore.</summary>
    private static bool IsNamed(string text, Option option) => Array.IndexOf(text.Split(' ', ','), option.Long) >= 0;

    /// <summary>Where several options of a group are refused for the same reason, the reference names the last of the table.</summary>
    private string Named(Option option, string others)
    {
        Option last = Array.FindLast(Table, row => row == option || (row.Group == option.Group && row.Group != Group.None
            && Last(row) is not null && Array.IndexOf(row.NotWith, others) >= 0))!;
        return last.Long;
    }

    /// <summary>The expanded command line as --arguments shows it.</summary>
    /// <param name="program">The name it was called by.</param>
    public string Describe(string program) => $"calling '{program}' with {_listing.Count} arguments: "
        + string.Concat(_listing.ConvertAll(argument => $"'{argument}' "));

    private static Option Heading(string text) => new("", "", "", text);

    private static Option Subheading(string text) => new("  ", "", "", text);

    private static Option Secure(
        string shortName, string longName, string value, string text, string[] onlyWith, Func<TlsSettings, string, TlsSettings> set,
        Group group = Group.None, bool isRepeated = false, string[]? notWith = null, bool isSecret = false,
        Func<string, string?>? check = null) =>
        new(shortName, longName, value, text, (o, given) => o.Tls = set(o.Tls, given), group, Stage.Tls, check,
            isRepeated, notWith, onlyWith: onlyWith, isSecret: isSecret);

    private static Option Profile(string shortName, string longName, string text, TlsProfile profile) =>
        Secure(shortName, longName, "", text, WithTls, (tls, _) => tls with { Profile = profile }, Group.Profile);

    private static string? WhyNoName(string name) => name.Trim().Length == 0 || name.Contains('\0') ? "no name" : null;

    private static string? WhyNoServerName(string name) =>
        RawText.Encode(name).Length > Limits.ServerName ? $"longer than {Limits.ServerName} bytes" : WhyNoName(name);

    private static TlsSettings Add(TlsSettings settings, List<string> list, string value)
    {
        list.Add(value);
        return settings;
    }

    /// <summary>The first text asked for is the one printed.</summary>
    private static void Ask(Options options, Special special) =>
        options.Special = options.Special == Special.None ? special : options.Special;

    /// <summary>What --list-profiles prints: the rows of the table.</summary>
    public static string Profiles()
    {
        StringBuilder text = new("Supported TLS profiles are:\n");
        foreach (Option option in Rows())
        {
            if (option.Group == Group.Profile)
            {
                text.Append("  ").Append(option.Text.Replace('\n', ' ')).Append('\n');
            }
        }

        return text.ToString();
    }

    private static Option Prefer(string shortName, string longName, string text, string transferSyntax) =>
        new(shortName, longName, "", text,
            (o, _) => o.Network = o.Network with { StorageTransferSyntaxes = Proposal(transferSyntax) }, Group.Prefer);

    private static Option Propose(string shortName, string longName, string text, string transferSyntax) =>
        new(shortName, longName, "", text,
            (o, _) => o.Network = o.Network with { QueryTransferSyntaxes = Proposal(transferSyntax) }, Group.Propose);

    private static Option Token(string shortName, string longName, string text, UserIdentityType type, bool isTrimmed = false) =>
        new(shortName, longName, "[f]ilename: string (-: standard input)", text,
            (o, value) =>
            {
                o.Identity = type;
                o.SecretFile = value;
                o.TrimsToken = isTrimmed;
            }, Group.Identity);

    /// <summary>A password belongs to a user name, where that is the rightmost of what can identify a user.</summary>
    private static void AddPassword(Options options, string option) =>
        options.Identity = options.Identity == UserIdentityType.Username ? UserIdentityType.UsernameAndPasscode
            : throw new CommandLineException(
                $"{option} only allowed with --user", "of --user, --kerberos, --saml, --jwt and --jwt-file the rightmost counts");

    /// <param name="isSigned">A negative number is too small; else it is no number.</param>
    private static Option Number(
        string shortName, string longName, string value, string text, int minimum, int maximum, bool isSigned, Action<Options, int> set,
        string[]? notWith = null) =>
        new(shortName, longName, value, text, (o, digits) =>
            {
                _ = TryReadNumber(digits, isSigned, out int number);
                set(o, number);
            },
            check: digits => !TryReadNumber(digits, isSigned, out int number) ? digits
                : number < minimum ? $"underflow: {digits}"
                : number > maximum ? $"overflow: {digits}"
                : null,
            notWith: notWith, minimum: minimum);

    /// <summary>The UID of a storage class, given as such or by its keyword or name; null where it is neither.</summary>
    private static string? ClassOf(string text) => StorageSopClasses.FindUid(text) ?? (IsUid(text) ? text : null);

    private static string? WhyNoClass(string text) => ClassOf(text) switch
    {
        null => $"neither a UID nor a known storage SOP class: {text}",
        string uid when StorageSopClasses.IndexOf(uid) is >= 0 and int place && place < StorageSopClasses.ProposedCount =>
            $"accepted without this option: {text}",
        string uid when StorageSopClasses.IndexOf(uid) < 0 && IsOtherClass(uid) => $"no storage SOP class: {text}",
        _ => null,
    };

    /// <summary>Of the standard, and not for storage: PS3.6 has transfer syntaxes, Verification and Query/Retrieve there, or a name.</summary>
    private static bool IsOtherClass(string uid) => uid.StartsWith("1.2.840.10008.1.", StringComparison.Ordinal)
        || uid.StartsWith("1.2.840.10008.5.1.4.1.2.", StringComparison.Ordinal) || UidNames.Find(uid) is not null;

    private static string[] KnownLevels() => Levels.Trim('(', ')').Split(", ");

    /// <summary>Names of the storage classes that are not proposed without being added.</summary>
    private static string[] FurtherClasses()
    {
        string[] names = new string[StorageSopClasses.Count - StorageSopClasses.ProposedCount];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = UidNames.Find(StorageSopClasses.Uid(StorageSopClasses.ProposedCount + i))!;
        }

        return names;
    }

    /// <summary>Each one once.</summary>
    private static IReadOnlyList<string> With(IReadOnlyList<string> classes, string added)
    {
        foreach (string known in classes)
        {
            if (known == added)
            {
                return classes;
            }
        }

        return [.. classes, added];
    }

    /// <summary>PS3.5 9.1: numbers without leading zeros between periods, 64 characters at most.</summary>
    private static bool IsUid(string text)
    {
        bool isUid = text.Length is > 0 and <= 64 && text.Contains('.');
        foreach (string part in text.Split('.'))
        {
            isUid &= part.Length > 0 && !part.AsSpan().ContainsAnyExceptInRange('0', '9') && (part.Length == 1 || part[0] != '0');
        }

        return isUid;
    }

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

    private static Option? Find(string name) =>
        Array.Find(Table, option => !option.IsHeading && (option.Short == name || option.Long == name));

    /// <summary>A word that may be a secret option with its value behind an equals sign, without that.</summary>
    private static string WithoutSecret(string word)
    {
        int equals = word.IndexOf('=');
        return equals > 0 && Find(word[..equals]) is { IsSecret: true } ? word[..(equals + 1)] + Hidden : word;
    }

    private static string HintFor(string name)
    {
        name = WithoutSecret(name);
        int equals = name.IndexOf('=');
        return equals > 0 && Find(name[..equals]) is { TakesValue: true } separate
            ? $"the value is an argument of its own: {separate.Long} {name[(equals + 1)..]}"
            : $"{(name == "-V" ? "the version is told by --version; " : Nearest(name, Names()))}getscu --help lists the options";
    }

    private static string[] Names()
    {
        List<string> names = [];
        foreach (Option option in Rows())
        {
            names.AddRange(NamesOf(option));
        }

        return names.ToArray();
    }

    /// <summary>Asks whether the nearest of some names was meant: one that begins alike, else one of few other letters.</summary>
    /// <returns>Empty: none is near.</returns>
    private static string Nearest(string given, string[] names)
    {
        NearestKeyword nearest = new(given);
        string? alike = null;
        foreach (string name in names)
        {
            bool isAlike = name.Length > 2 && given.Length > 2
                && (name.StartsWith(given, StringComparison.OrdinalIgnoreCase) || given.StartsWith(name, StringComparison.OrdinalIgnoreCase));
            alike ??= isAlike ? name : null;
            nearest.Try(name);
        }

        return (alike ?? nearest.Best) is string best ? $"did you mean {best}? " : "";
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
                QuotedWords words = new(RawText.Decode(WholeFile.Read(file, Limits.CommandFile)));
                while (words.Next(out string word))
                {
                    expanded.Add(word);
                }
            }
            catch (IOException error)
            {
                throw new CommandLineException($"Cannot open command file '{file}'", error.Message);
            }
        }

        return expanded;
    }

    private static LogLevel LevelOf(string name) => LogLevels.Parse(name) ?? throw new CommandLineException(
        "Invalid log level for --log-level option", $"{Nearest(name, KnownLevels())}--log-level takes [l]evel: string constant {Levels}");

    private static string Configuration(string file) =>
        !WholeFile.Exists(file)
            ? throw new CommandLineException("Specified --log-config file does not exist", $"'{file}' is no file")
            : WholeFile.WhyUnreadable(file) is string reason
            ? throw new CommandLineException("Specified --log-config file cannot be read", $"'{file}': {reason}")
            : file;

    private static RetrieveSettings ShowContexts(Options options) =>
        options.IsVerbose
            ? options.Network with { VerbosePc = true }
            : throw new CommandLineException(
                "--verbose-pc only allowed with verbose mode", "add --verbose, --debug or --log-level info");

    private static void Ignore(Options options)
    {
        options.StorageMode = StorageMode.Ignore;
        options.Network = options.Network with { ReceiveAtOnce = Limits.ReceiveDropped };
    }

    /// <summary>PS3.5 6.2: up to 16 characters, no backslash, no control characters, not spaces only; null when it is one.</summary>
    private static string? WhyNoAeTitle(string title)
    {
        return Array.Exists(title.ToCharArray(), c => c == '\\' || char.IsControl(c) || char.IsSurrogate(c))
            ? "backslash or control character"
            : title.AsSpan().Trim(' ').IsEmpty ? "empty"
            : Encoding.UTF8.GetByteCount(title) > 16 ? $"more than 16 characters: {title}"
            : null;
    }

    /// <summary>Without blanks around it (the reference: behind it) and the brackets of a numeric IPv6 address.</summary>
    private static string Host(string text)
    {
        string host = text.Trim(Blanks.ToCharArray());
        return host.Contains('\0')
            ? throw new CommandLineException($"Invalid parameter value {Printable.Escape(host)}", "the peer's name has no NUL")
            : host is ['[', .., ']'] && host.Contains(':') ? host[1..^1]
            : host;
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
        ReadOnlySpan<char> digits = text.AsSpan().Trim(Blanks);
        bool isNegative = isSigned && digits.StartsWith('-');
        if (isNegative || digits.StartsWith('+'))
        {
            digits = digits[1..];
        }

        bool isNumber = !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');
        value = !isNumber ? 0
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : int.MaxValue;
        value = isNegative ? -value : value;
        return isNumber;
    }

    /// <summary>A row of the table: an option, or a heading, which has no long name.</summary>
    /// <param name="set">Puts the value, empty for an option without one, into its place.</param>
    /// <param name="group">Only the rightmost of a group is set.</param>
    /// <param name="check">Why a value is none, or null; looked at before it is set.</param>
    /// <param name="isRepeated">Every value is set, not the last one alone.</param>
    /// <param name="notWith">Options it is not allowed with, each text as an error shows it.</param>
    /// <param name="minimum">Smallest number it takes.</param>
    /// <param name="known">Values that are known by name.</param>
    /// <param name="onlyWith">Options of which one has to be there, each text as an error shows them.</param>
    /// <param name="setSecond">Puts a second value into its place; null: there is none.</param>
    /// <param name="isSecret">The value is shown nowhere.</param>
    private sealed class Option(
        string shortName, string longName, string value, string text, Action<Options, string>? set = null,
        Group group = Group.None, Stage stage = Stage.Run, Func<string, string?>? check = null,
        bool isRepeated = false, string[]? notWith = null, int? minimum = null, Func<string[]>? known = null, string[]? onlyWith = null,
        Action<Options, string>? setSecond = null, bool isSecret = false)
    {
        public readonly string Short = shortName;
        public readonly string Long = longName;
        /// <summary>Form of the value as the help shows it; empty without value.</summary>
        public readonly string Value = value;
        /// <summary>Description, by lines.</summary>
        public readonly string Text = text;
        public readonly Group Group = group;
        public readonly Stage Stage = stage;
        public readonly bool IsRepeated = isRepeated;
        public readonly string[] NotWith = notWith ?? [];
        public readonly Func<string[]>? Known = known;
        public readonly string[] OnlyWith = onlyWith ?? [];
        public readonly bool TakesTwo = setSecond is not null;
        public readonly bool IsSecret = isSecret;

        public bool IsHeading => Long.Length == 0;

        public bool TakesValue => Value.Length > 0;

        public int ValueCount => !TakesValue ? 0 : TakesTwo ? 2 : 1;

        /// <summary>What would be right, for an error's hint.</summary>
        public string Takes => $"{Long} takes {Value.Replace('\n', ' ')}{(minimum is null ? "" : $", {minimum} or more")}";

        /// <summary>The same for a value that is wrong: the nearest of those that are known comes first.</summary>
        public string Hint(string given) => (Known is null ? "" : Nearest(given, Known())) + Takes;

        /// <exception cref="CommandLineException">The value is none.</exception>
        public void Update(Options options, string given, string second = "")
        {
            if (check?.Invoke(given) is string reason)
            {
                throw new CommandLineException($"Invalid value for option {Long}{(reason.Length > 0 ? $" ({reason})" : "")}", Hint(given));
            }

            set!(options, given);
            setSecond?.Invoke(options, second);
        }
    }
}

/// <summary>What is made of the same table and texts: manual page, completions of shells.</summary>
internal sealed partial class CommandLine
{
    private const string ManualDate = "2026-11-26";

    /// <summary>The manual page: requests of man(7) as they are, a line @NAME for what is made of the table or of the help.</summary>
    private static ReadOnlySpan<byte> Manual => """
        .SH NAME
        getscu - DICOM retrieve (C-GET) SCU
        .SH SYNOPSIS
        .B getscu
        [options] peer port [dcmfile-in...]
        .SH DESCRIPTION
        getscu retrieves DICOM objects from an archive with C-GET and stores each
        as a file. It sends query keys; the archive answers with the objects on
        the same association, so nothing has to be set up for a connection back.
        To send them to a third party takes C-MOVE.
        .PP
        It takes the place of the tool of the same name in DCMTK 3.6.8, with the
        same options, file names, log and messages; see DIFFERENCES.
        .SH PARAMETERS
        @parameters
        .SH OPTIONS
        @options
        .SH NOTES
        .SS Query files
        Each query file is one C-GET request: a DICOM data set, with or without
        file header, that holds the keys. dump2dcm makes one of a text such as
        .PP
        .nf
        # all images of the patient with ID PAT001
        (0008,0052) CS [PATIENT]    # QueryRetrieveLevel
        (0010,0020) LO [PAT001]     # PatientID
        .fi
        .SS Keys
        A key, -k, replaces an element of every query file or adds it. Without a
        file the keys are the query. What stands before the = is a tag, a keyword,
        or a path into sequences, ReferencedSeriesSequence[0].SeriesInstanceUID;
        without a value the element is sent empty. A key that cannot be read ends
        the run before anything is sent.
        .PP
        A request should have QueryRetrieveLevel and the unique keys PatientID,
        StudyInstanceUID, SeriesInstanceUID and SOPInstanceUID alone, as far as the
        level goes. This is not checked; a warning tells where none has a value.
        .SS Objects as they are stored
        An archive sends an object only in a transfer syntax that was accepted for
        its class. With +xa getscu asks with C-FIND what there is, accepts every
        transfer syntax for these classes, over several associations if need be,
        and knows at the end what is missing and why. With +sk what is there
        already is left out; with --retry a lost connection is made again.
        .SS Progress
        On a terminal, at log level warn, the last line shows objects, bytes, rate
        and time left, and at the end a summary, as a log of level info does.
        .SS Known problems
        Not every archive supports C-GET; C-MOVE is more common.
        .SH DICOM CONFORMANCE
        .SS SCU conformance
        One of these is proposed, by -P, -S or -O, and with +xa the C-FIND model
        of the same root:
        .PP
        .nf
        GETPatientRootQueryRetrieveInformationModel 1.2.840.10008.5.1.4.1.2.1.3
        GETStudyRootQueryRetrieveInformationModel 1.2.840.10008.5.1.4.1.2.2.3
        GETPatientStudyOnlyQueryRetrieveInformationModel
            1.2.840.10008.5.1.4.1.2.3.3
        .fi
        .PP
        Transfer syntaxes of the query; the uncompressed others follow the first:
        .PP
        .nf
        @propose
        .fi
        .SS Storage conformance
        These classes are accepted as SCP, and Verification, 1.2.840.10008.1.1;
        further ones with --add-class or +xa:
        .PP
        .nf
        @classes
        .fi
        .PP
        Transfer syntaxes that can be preferred; the uncompressed ones, explicit
        before implicit, follow unless +xi is given:
        .PP
        .nf
        @prefer
        .fi
        .PP
        Extended negotiation is not supported.
        .SH EXAMPLES
        These are the ones that --help shows.
        @examples
        .SH LOGGING
        Errors and warnings go to standard error, each line with the initial of
        its level. --verbose shows the course of the retrieval, --debug every
        message, --log-level trace the PDUs too; --quiet leaves fatal errors only.
        .PP
        --log-config names a file with loggers, appenders, layouts and filters in
        the format of log4cplus: to files that are rotated by size or date, to
        syslog, by logger and level.
        .SH COMMAND LINE
        Square brackets enclose what may be left out, three dots what may be
        repeated. Options begin with - or + and stand anywhere; names match
        exactly. Of options that exclude each other the rightmost counts.
        .PP
        @FILE stands for the words of that file: white space separates them,
        quotation marks keep it. A command file cannot name another one.
        .SH EXIT STATUS
        @status
        .PP
        Of several the worst counts. --dcmtk-exit-status gives 0 or 1 only.
        .SH ENVIRONMENT
        @environment
        .PP
        The attributes of the standard are built in. Where DCMDICTPATH is set and
        nothing in it can be read, that is an error.
        .SH FILES
        @files
        .PP
        An object has the name PREFIX.UID, with --bit-preserving UID alone; it
        appears when it is complete. Its data set has the bytes that came.
        .SH DIFFERENCES
        To DCMTK: the exit status tells whether everything came; a bad key ends the
        run; an object that cannot be stored does not; several query files work;
        objects are not encoded anew; SIGINT and SIGTERM cancel in order.
        .SH SEE ALSO
        .BR findscu (1),
        .BR movescu (1),
        .BR dump2dcm (1),
        .BR dcmodify (1)

        """u8;

    private static ReadOnlySpan<byte> Bash => """
        # bash completion of getscu
        _getscu_words() {
          mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
        }
        _getscu_names() {
          compopt -o filenames 2>/dev/null
          mapfile -t COMPREPLY < <(compgen "$@" -- "${cur#@}")
        }
        _getscu() {
          local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
          COMPREPLY=()
          case $prev in
        @values
            *)
              case $cur in
                [-+]*) _getscu_words '@names' ;;
                @*) _getscu_names -P @ -f ;;
                *) _getscu_names -f ;;
              esac ;;
          esac
        }
        complete -F _getscu getscu

        """u8;

    /// <summary>The text of a kind that --generate takes.</summary>
    public static string Generate(string kind)
    {
        StringBuilder text = new();
        switch (kind)
        {
            case "man":
                text.Append($".TH GETSCU 1 {ManualDate} \"getscu {Implementation.Version}\" \"DICOM tools\"\n");
                Fill(text, Manual, isRoff: true);
                break;
            case "bash":
                Fill(text, Bash, isRoff: false);
                break;
            case "zsh":
                text.Append("#compdef getscu\n_arguments \\\n");
                foreach (Option option in Rows())
                {
                    Zsh(text, option);
                }

                text.Append("  '1:peer:_hosts' '2:port: ' '*:query file:_files'\n");
                break;
            default:
                text.Append("# fish completion of getscu\n");
                foreach (Option option in Rows())
                {
                    Fish(text, option);
                }

                break;
        }

        return text.ToString();
    }

    private static string[] Kinds() => ["man", "bash", "zsh", "fish"];

    private static Option[] Rows() => Array.FindAll(Table, row => !row.IsHeading);

    private static void Fill(StringBuilder text, ReadOnlySpan<byte> template, bool isRoff)
    {
        foreach (string line in Encoding.UTF8.GetString(template).Split('\n'))
        {
            string name = isRoff && line.StartsWith('@') && !line.Contains(' ') || line == "@values" ? line[1..] : "";
            switch (name)
            {
                case "options":
                    RoffOptions(text);
                    break;
                case "classes":
                    for (int i = 0; i < StorageSopClasses.ProposedCount; i++)
                    {
                        RoffUid(text, Encoding.ASCII.GetString(StorageSopClasses.Uid(i)));
                    }

                    break;
                case "prefer":
                    RoffSyntaxes(text, Group.Prefer);
                    break;
                case "propose":
                    RoffSyntaxes(text, Group.Propose);
                    break;
                case "values":
                    foreach (Option option in Rows())
                    {
                        BashValue(text, option);
                    }

                    break;
                case "":
                    text.Append(!isRoff ? line.Replace("@names", string.Join(' ', Names()))
                        : line.StartsWith('.') ? line : Roff(line));
                    text.Append(line.Length > 0 ? "\n" : "");
                    break;
                default:
                    RoffPairs(text, name);
                    break;
            }
        }
    }

    /// <summary>Pairs of the help, a section by its name, as tagged paragraphs: two columns, or a line and the one below it.</summary>
    private static void RoffPairs(StringBuilder text, string name)
    {
        string help = Help();
        int start = help.IndexOf($"\n{(name == "status" ? "exit status" : name)}:\n", StringComparison.Ordinal);
        bool isWithin = false;
        foreach (string line in help[(start + 1)..].Split('\n'))
        {
            if (line.Length == 0)
            {
                break;
            }

            if (line is [_, _, ' ', ..] && name == "examples")
            {
                text.Append(".PP\n.nf\n").Append(Roff(line)).Append("\n.fi\n");
            }
            else if (isWithin && name == "examples")
            {
                text.Append(".PP\n").Append(Roff(line.Trim())).Append('\n');
            }
            else if (isWithin)
            {
                int gap = line.LastIndexOf("  ", StringComparison.Ordinal);
                text.Append(".TP\n.B ").Append(Roff(line[..gap].Trim())).Append('\n').Append(Roff(line[gap..].Trim())).Append('\n');
            }

            isWithin = true;
        }
    }

    private static void RoffOptions(StringBuilder text)
    {
        string heading = "";
        string shown = "";
        foreach (Option option in Table)
        {
            if (option.IsHeading)
            {
                string part = option.Text.TrimEnd(':');
                heading = option.Short.Length == 0 ? part : heading.Split(',')[0] + ", " + part;
                continue;
            }

            if (heading != shown)
            {
                text.Append(".SS ").Append(heading).Append('\n');
                shown = heading;
            }

            text.Append(".TP\n.BR ").Append(Roff(string.Join(" \", \" ", NamesOf(option))));
            text.Append(option.TakesValue ? "\n.I " + Roff(option.Value.Replace('\n', ' ')) + "\n.br" : "");
            text.Append('\n').Append(Roff(option.Text)).Append('\n');
        }
    }

    /// <summary>The transfer syntax that comes first with each option of a group.</summary>
    private static void RoffSyntaxes(StringBuilder text, Group group)
    {
        string last = "";
        foreach (Option option in Rows())
        {
            if (option.Group == group)
            {
                Options options = new();
                option.Update(options, "");
                string uid = (group == Group.Prefer ? options.Network.StorageTransferSyntaxes : options.Network.QueryTransferSyntaxes)[0];
                // Local byte order comes first, and is the next one again.
                if (uid != last && !options.Network.AcceptsAll)
                {
                    RoffUid(text, uid);
                }

                last = uid;
            }
        }
    }

    private static void RoffUid(StringBuilder text, string uid)
    {
        string name = UidNames.Find(uid)!;
        text.Append(name).Append(name.Length + uid.Length < 80 ? " " : "\n    ").Append(uid).Append('\n');
    }

    /// <summary>Text as roff takes it: hyphens and quotes stay what they are, and nothing is a request.</summary>
    private static string Roff(string text) => text.Replace("\\", "\\e").Replace("-", "\\-").Replace("'", "\\(aq");

    private static string[] NamesOf(Option option) => option.Short.Length > 0 ? [option.Short, option.Long] : [option.Long];

    /// <summary>What a completion says of an option's value, by what that may be; empty where it takes none.</summary>
    private static string ForValue(Option option, Func<string, string> known, string file, string directory, string other) =>
        !option.TakesValue ? ""
        : option.Known is not null ? known(string.Join(' ', option.Known()))
        : option.TakesTwo ? file
        : option.Value[1] switch
        {
            'f' => file,
            'd' => directory,
            _ => other,
        };

    private static void BashValue(StringBuilder text, Option option)
    {
        if (!option.TakesValue)
        {
            return;
        }

        text.Append("    ").Append(string.Join('|', NamesOf(option))).Append(") ");
        text.Append(ForValue(option, words => $"_getscu_words '{words}' ", "_getscu_names -f ", "_getscu_names -d ", "")).Append(";;\n");
    }

    private static void Zsh(StringBuilder text, Option option)
    {
        string value = ForValue(option, words => $":value:({words})", ":file:_files", ":directory:_files -/", ":value: ");
        value += option.TakesTwo ? value : "";
        foreach (string name in NamesOf(option))
        {
            text.Append("  '*").Append(name.Replace("=", "\\=")).Append('[').Append(Quoted(option)).Append(']').Append(value).Append("' \\\n");
        }
    }

    /// <summary>Options that begin with a plus sign are words to fish.</summary>
    private static void Fish(StringBuilder text, Option option)
    {
        string value = ForValue(option, words => $" -x -a '{words}'", " -r -F", " -x -a '(__fish_complete_directories)'", " -x");
        bool isPlus = option.Short.StartsWith('+');
        text.Append("complete -c getscu ").Append(option.Short.Length > 0 && !isPlus ? "-o " + option.Short[1..] + " " : "");
        text.Append("-l ").Append(option.Long[2..]).Append(" -d '").Append(Quoted(option)).Append('\'').Append(value).Append('\n');
        if (isPlus)
        {
            text.Append("complete -c getscu -n 'string match -q -- \"+*\" (commandline -ct)' -a '").Append(option.Short).Append("' -d '")
                .Append(Quoted(option)).Append("'\n");
        }
    }

    /// <summary>The description in one line, for between single quotes.</summary>
    private static string Quoted(Option option) => option.Text.Replace('\n', ' ').Replace("'", "");
}
