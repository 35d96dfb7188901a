using System;

namespace GetScu.Storage;

/// <summary>
/// Takes received objects one after another: Begin, Append and Flush as the bytes come, then End or Discard.
/// Nothing here throws for what a peer sent or a disk refused: the object is drained and End tells.
/// </summary>
internal abstract class ObjectSink : IDisposable
{
    /// <summary>The sink of a storage mode.</summary>
    /// <param name="mode">What is done with objects.</param>
    /// <param name="directory">Where to, as the user gave it; not looked at when ignoring.</param>
    /// <param name="aeTitle">The own AE title, for (0002,0016).</param>
    /// <param name="sync">Force each file to stable storage before it counts as stored.</param>
    /// <exception cref="OutputDirectoryException">The directory does not exist or cannot be written to.</exception>
    public static ObjectSink Create(StorageMode mode, string directory, string aeTitle, bool sync) => mode switch
    {
        StorageMode.Ignore => new IgnoringSink(),
        StorageMode.BitPreserving => new BitPreservingSink(new ObjectFile(directory, aeTitle, sync)),
        _ => new NormalSink(new ObjectFile(directory, aeTitle, sync)),
    };

    /// <summary>A C-STORE-RQ has arrived.</summary>
    /// <param name="sopClassUid">Affected SOP Class UID, padding removed, ASCII; may be empty.</param>
    /// <param name="sopInstanceUid">Affected SOP Instance UID, padding removed; may be empty or hostile.</param>
    /// <param name="transferSyntaxUid">Transfer syntax of the presentation context the data set comes on.</param>
    public abstract void Begin(ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid);

    /// <summary>
    /// The next bytes of the data set, any number. They lie in pinned memory and stay valid until <see cref="Flush"/>
    /// returns, so a sink may keep their address and write many of them at once.
    /// </summary>
    public abstract void Append(ReadOnlySpan<byte> fragment);

    /// <summary>It writes nothing yet and would have to copy: better it is not asked to <see cref="Flush"/> while there is room.</summary>
    public virtual bool IsHolding => false;

    /// <summary>The memory behind all fragments so far is about to be reused.</summary>
    public abstract void Flush();

    /// <summary>The data set is complete (every appended byte is still valid). Gives it its final name or refuses it.</summary>
    public abstract StoreResult End();

    /// <summary>Another object may follow, and there is time until it comes.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>None follows: undoes <see cref="Prepare"/>.</summary>
    public virtual void Unprepare()
    {
    }

    /// <summary>The association ended within the object: leave nothing behind.</summary>
    public abstract void Discard();

    /// <summary>After <see cref="StoreOutcome.CannotWrite"/>: whether any object can be written now. Tried on the disk itself.</summary>
    public virtual bool CanStillWrite() => true;

    /// <summary>Name of the last object's file as the log shows it (output directory and name); built on demand.</summary>
    public abstract string FileName { get; }

    public abstract void Dispose();
}
