using System;

using GetScu.Dicom;
using GetScu.Storage.Posix;

namespace GetScu.Net.Log;

/// <summary>
/// Appends to a file, an event with one call to the system, so that several processes may write to the same file; puts the
/// file aside when it gets too long or too old. What goes wrong is reported once; the file is tried again after a while.
/// </summary>
internal sealed class FileAppender : Appender
{
    private const string Weekly = "%Y-%W";

    private readonly string _path;
    private readonly TimeSpan _reopenDelay;
    private readonly int _backups;
    private readonly long _maxSize = long.MaxValue;
    private readonly string _schedule = "";
    private readonly bool _rollsOnClose;
    private string _period;
    private long _latest;
    private int _descriptor = -1;
    private long _nextTry;
    private bool _cannotRoll;

    /// <param name="type">FileAppender, RollingFileAppender or DailyRollingFileAppender.</param>
    public FileAppender(string type, LogSection section, LogHost host)
        : base(section, host)
    {
        _path = section.Text("File");
        _reopenDelay = TimeSpan.FromSeconds(section.Number("ReopenDelay", otherwise: 1));
        bool appends = section.Flag("Append", otherwise: type != "FileAppender");
        if (type == "RollingFileAppender")
        {
            _maxSize = ReadSize(section);
            _backups = Math.Max(section.Number("MaxBackupIndex", otherwise: 1), 1);
        }

        if (type == "DailyRollingFileAppender")
        {
            _schedule = ReadSchedule(section);
            _backups = Math.Max(section.Number("MaxBackupIndex", otherwise: 10), 1);
            // As the reference does, and as newer versions of log4cplus let one turn off.
            _rollsOnClose = section.Flag("RollOnClose", otherwise: true);
        }

        if (_path.Length == 0)
        {
            Report("ERROR Invalid filename");
            _nextTry = long.MaxValue;
        }
        else
        {
            Open(truncates: !appends);
        }
        // What an earlier process left belongs to its own time.
        FileStatus left = LogFile.StatusOf(_descriptor);
        _period = PeriodOf(left.Size > 0 ? LogTime.UnixEpoch + (left.Modified * TimeSpan.TicksPerSecond) : host.Now);
    }

    public override string File => _path;

    protected override void CloseTarget()
    {
        if (_rollsOnClose && LogFile.StatusOf(_descriptor).Size > 0)
        {
            Roll(_path + "." + _period);
        }

        CloseFile();
    }

    protected override void Write(LogEvent logEvent, byte[] text)
    {
        if (_descriptor < 0 && logEvent.Ticks >= _nextTry)
        {
            Open(truncates: false);
        }

        // Of two threads' events the younger may come first; an older one does not bring its period back.
        _latest = Math.Max(_latest, logEvent.Ticks);
        string period = PeriodOf(_latest);
        if (period != _period)
        {
            Roll(_path + "." + _period);
            _period = period;
        }

        if (_descriptor >= 0 && !StandardStreams.Write(_descriptor, text))
        {
            Fail("ERROR Unable to write file: ");
        }

        if (LogFile.StatusOf(_descriptor).Size > _maxSize)
        {
            Roll(_path);
        }
    }

    /// <summary>A whole number of bytes, KB or MB.</summary>
    private static long ReadSize(LogSection section)
    {
        string text = section.Text("MaxFileSize", "10MB").ToUpperInvariant();
        int unit = text.AsSpan().EndsWith("KB") ? 1024 : text.AsSpan().EndsWith("MB") ? 1024 * 1024 : 1;
        bool isNumber = int.TryParse(unit == 1 ? text : text[..^2], out int number) && number >= 0;
        long size = isNumber ? Math.Max((long)number * unit, Limits.LogFileLeast) : Limits.LogFileDefault;
        section.Check(
            isNumber && (long)number * unit == size, "WARN bad or too small size, taken for " + size, section.Find("MaxFileSize"));
        return size;
    }

    /// <summary>The pattern of the suffix, which changes when the file is to be put aside.</summary>
    private static string ReadSchedule(LogSection section)
    {
        string? pattern = section.Text("Schedule").ToUpperInvariant() switch
        {
            "MONTHLY" => "%Y-%m",
            "WEEKLY" => Weekly,
            "DAILY" => "%Y-%m-%d",
            "TWICE_DAILY" => "%Y-%m-%d-%p",
            "HOURLY" => "%Y-%m-%d-%H",
            "MINUTELY" => "%Y-%m-%d-%H-%M",
            _ => null,
        };
        section.Check(pattern is not null, "WARN \"Schedule\" not valid, taken for DAILY", section.Find("Schedule"));
        return pattern ?? "%Y-%m-%d";
    }

    /// <summary>A week is called after the Sunday it begins with.</summary>
    private string PeriodOf(long ticks) =>
        _schedule == Weekly ? LogTime.FormatSunday(Weekly, ticks) : LogTime.Format(_schedule, ticks, isUtc: false);

    /// <summary>
    /// Puts the file aside: target.1 becomes target.2 and so on, target becomes target.1, the file becomes target unless it is
    /// that already. When another process has just done so, the new file is opened, no more.
    /// </summary>
    private void Roll(string target)
    {
        if (_descriptor < 0 || _cannotRoll || Libc.Lock(_descriptor, Libc.LOCK_EX | Libc.LOCK_NB) != 0)
        {
            return;
        }

        if (LogFile.StatusOf(Libc.AT_FDCWD, _path).Inode == LogFile.StatusOf(_descriptor).Inode)
        {
            for (int i = _backups; i > 1; i--)
            {
                LogFile.Rename(target + "." + (i - 1), target + "." + i);
            }

            _cannotRoll = !LogFile.Rename(target, target + ".1") & (target == _path || !LogFile.Rename(_path, target));
            if (_cannotRoll)
            {
                Report("ERROR Failed to rename file: " + _path + ": " + Libc.Message(Libc.Error));
            }
        }

        CloseFile();
        Open(truncates: false);
    }

    private void Open(bool truncates)
    {
        _descriptor = LogFile.Open(_path, truncates);
        if (_descriptor < 0)
        {
            Fail("ERROR Unable to open file: ");
        }
    }

    private void CloseFile()
    {
        _ = _descriptor >= 0 ? Libc.Close(_descriptor) : 0;
        _descriptor = -1;
    }

    private void Fail(string what)
    {
        Report(what + _path + ": " + Libc.Message(Libc.Error));
        CloseFile();
        _nextTry = Host.Now + _reopenDelay.Ticks;
    }
}
