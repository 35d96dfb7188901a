using System;
using System.Collections.Generic;

namespace GetScu.Storage;

/// <summary>Makes the sinks of a run: one for each association, all into one directory.</summary>
internal sealed class SinkFactory : IDisposable
{
    private readonly StorageSettings _settings;
    private readonly StoreDirectory? _directory;
    private readonly List<ObjectSink> _sinks = [];

    /// <exception cref="OutputDirectoryException">The directory does not exist or cannot be written to.</exception>
    public SinkFactory(StorageSettings settings)
    {
        _settings = settings;
        _directory = settings.Mode == StorageMode.Ignore ? null : new StoreDirectory(settings);
        if (_directory is not null && settings.Skip != SkipMode.None)
        {
            Existing = new ExistingFiles(_directory, settings.Mode == StorageMode.BitPreserving, settings.Skip == SkipMode.Trusted);
        }
    }

    /// <summary>What is there already and is not wanted again; null: nothing is looked for.</summary>
    public ExistingFiles? Existing { get; }

    /// <summary>Why the directory cannot be forced to stable storage though that is wanted; null when it can.</summary>
    public string? SyncProblem => _directory?.SyncProblem;

    /// <summary>A sink for one thread; it is disposed with the factory.</summary>
    public ObjectSink Create()
    {
        ObjectSink sink = _directory is null ? new IgnoringSink()
            : _settings.Mode == StorageMode.BitPreserving ? new BitPreservingSink(_directory, _settings.AeTitle)
            : new CheckingSink(_directory, _settings.AeTitle);
        lock (_sinks)
        {
            _sinks.Add(sink);
        }

        return sink;
    }

    /// <inheritdoc cref="ObjectSink.Leave"/>
    public void Leave()
    {
        lock (_sinks)
        {
            _sinks.ForEach(sink => sink.Leave());
        }
    }

    public void Dispose()
    {
        _sinks.ForEach(sink => sink.Dispose());
        _directory?.Dispose();
    }
}
