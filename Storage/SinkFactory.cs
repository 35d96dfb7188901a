using System;

namespace GetScu.Storage;

/// <summary>Makes the sinks of a run: one for each association, all into one directory.</summary>
internal sealed class SinkFactory : IDisposable
{
    private readonly StorageSettings _settings;
    private readonly StoreDirectory? _directory;

    /// <exception cref="OutputDirectoryException">The directory does not exist or cannot be written to.</exception>
    public SinkFactory(StorageSettings settings)
    {
        _settings = settings;
        _directory = settings.Mode == StorageMode.Ignore ? null : new StoreDirectory(settings);
    }

    /// <summary>Why the directory cannot be forced to stable storage though that is wanted; null when it can.</summary>
    public string? SyncProblem => _directory?.SyncProblem;

    /// <summary>A sink for one thread; to be disposed before the factory.</summary>
    public ObjectSink Create() => _directory is null ? new IgnoringSink()
        : _settings.Mode == StorageMode.BitPreserving ? new BitPreservingSink(_directory, _settings.AeTitle)
        : new CheckingSink(_directory, _settings.AeTitle);

    public void Dispose() => _directory?.Dispose();
}
