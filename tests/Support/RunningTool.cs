using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GetScu.Tests.Support;

/// <summary>A started process: its streams are collected, it can be signalled, it never outlives the test.</summary>
internal sealed partial class RunningTool : IDisposable
{
    public const int SigHup = 1;
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigCont = 18;
    public const int SigStop = 19;

    private readonly string _command;
    private readonly ToolOptions _options;
    private readonly Process _process;
    private readonly Stopwatch _clock;
    private readonly string? _measureFile;

    private RunningTool(string path, string[] arguments, ToolOptions options)
    {
        _command = $"{path} {string.Join(' ', arguments)}";
        _options = options;
        ProcessStartInfo start = new(path) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (options.Measure)
        {
            _measureFile = Path.GetTempFileName();
            start.FileName = Tool.Find("time", "time");
            start.ArgumentList.Add("--quiet");
            start.ArgumentList.Add("--format=%M %U %S");
            start.ArgumentList.Add($"--output={_measureFile}");
            start.ArgumentList.Add(path);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (KeyValuePair<string, string?> variable in options.Environment ?? new Dictionary<string, string?>())
        {
            start.Environment[variable.Key] = variable.Value;
        }

        start.WorkingDirectory = options.Folder ?? "";
        _clock = Stopwatch.StartNew();
        _process = Process.Start(start)!;
        Output = new Capture(_process.StandardOutput.BaseStream);
        Error = new Capture(_process.StandardError.BaseStream);
    }

    public Capture Output { get; }

    public Capture Error { get; }

    public int Id => _process.Id;

    /// <summary>May be asked by any thread; Process.HasExited may not, it can lose the exit status another one waits for.</summary>
    public bool HasExited => !Directory.Exists($"/proc/{_process.Id}");

    public static RunningTool Start(string path, ToolOptions options, params string[] arguments)
    {
        return new RunningTool(path, arguments, options);
    }

    /// <summary>Fails unless standard error shows the text within the deadline.</summary>
    public void WaitForError(string text)
    {
        if (!Error.WaitFor(text, _options.Deadline))
        {
            Assert.Fail($"never said \"{text}\": {Snapshot(-1)}");
        }
    }

    /// <summary>Number of the call to the system that the program's main thread is in; "running" when it is in none.</summary>
    public string Syscall()
    {
        int id = ProgramId();
        try
        {
            return File.ReadAllText($"/proc/{id}/syscall").Split(' ')[0].Trim();
        }
        catch (UnauthorizedAccessException)
        {
            // Not allowed to look, or it is about to be another program.
            return "";
        }
    }

    /// <summary>Signals the program itself, not what measures it.</summary>
    public void Signal(int signal)
    {
        int id = ProgramId();
        Assert.AreEqual(0, Kill(id, signal), $"kill {id} {signal}");
    }

    /// <summary>The same where it may have ended by now.</summary>
    public void SignalQuietly(int signal)
    {
        try
        {
            Signal(signal);
        }
        catch (Exception) when (HasExited)
        {
        }
        catch (FormatException)
        {
            // What measures it has no child any more.
        }
    }

    /// <summary>Waits for the end. Kills the process and fails when the deadline passes.</summary>
    public ToolResult Wait()
    {
        TimeSpan left = _options.Deadline - _clock.Elapsed;
        if (!_process.WaitForExit(left > TimeSpan.Zero ? left : TimeSpan.Zero))
        {
            _process.Kill(entireProcessTree: true);
            Error.WaitForEnd(TimeSpan.FromSeconds(1));
            Assert.Fail($"still running after {_options.Deadline.TotalSeconds} s: {Snapshot(-1)}");
        }

        TimeSpan elapsed = _clock.Elapsed;
        bool ended = Output.WaitForEnd(TimeSpan.FromSeconds(60)) & Error.WaitForEnd(TimeSpan.FromSeconds(60));
        Assert.IsTrue(ended, $"its streams stay open: {Snapshot(_process.ExitCode)}");
        return Snapshot(_process.ExitCode) with { Elapsed = elapsed, Use = ReadUse() };
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(TimeSpan.FromSeconds(60));
        }

        _process.Dispose();
        if (_measureFile is not null)
        {
            File.Delete(_measureFile);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private int ProgramId()
    {
        int id = _process.Id;
        return _measureFile is null
            ? id
            : int.Parse(File.ReadAllText($"/proc/{id}/task/{id}/children").Trim(), CultureInfo.InvariantCulture);
    }

    private ToolResult Snapshot(int status)
    {
        return new ToolResult(_command, status, Output.Bytes, Error.Bytes, _clock.Elapsed, null);
    }

    private ResourceUse? ReadUse()
    {
        if (_measureFile is null)
        {
            return null;
        }

        string[] fields = File.ReadAllText(_measureFile).Trim().Split(' ');
        return new ResourceUse(
            long.Parse(fields[^3], CultureInfo.InvariantCulture),
            double.Parse(fields[^2], CultureInfo.InvariantCulture),
            double.Parse(fields[^1], CultureInfo.InvariantCulture));
    }
}
