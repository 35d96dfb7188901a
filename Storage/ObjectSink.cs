using System;

namespace GetScu.Storage;

/// <summary>
/// Takes received objects one after another: Begin, Append as the bytes come, then End or Discard. Nothing here throws for
/// what a peer sent or a disk refused: the object is drained and End tells. One thread at a time.
/// </summary>
internal abstract class ObjectSink : IDisposable
{
    /// <summary>A C-STORE-RQ has arrived.</summary>
    /// <param name="sopClassUid">Affected SOP Class UID, padding removed, ASCII; may be empty.</param>
    /// <param name="sopInstanceUid">Affected SOP Instance UID, padding removed; may be empty or hostile.</param>
    /// <param name="transferSyntaxUid">Transfer syntax of the presentation context the data set comes on.</param>
    public abstract void Begin(ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid);

    /// <summary>
    /// The next bytes of the data set, any number. They lie in pinned memory and stay valid until <see cref="Release"/>
    /// has returned true, so a sink may keep their address and write many of them at once.
    /// </summary>
    public abstract void Append(ReadOnlySpan<byte> fragment);

    /// <summary>The memory behind all fragments so far is about to be reused.</summary>
    /// <param name="canWait">There is other memory to go on with: a sink that would have to copy may say no.</param>
    /// <returns>Whether the fragments are done with; always true when it cannot wait.</returns>
    public virtual bool Release(bool canWait) => true;

    /// <summary>The data set is complete (every appended byte is still valid). Gives it its final name or refuses it.</summary>
    public abstract StoreResult End();

    /// <summary>Another object may follow, and there is time until it comes.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>The object does not end, or the one that was prepared for does not come: leaves nothing behind. At any time.</summary>
    public abstract void Discard();

    /// <summary>Callable from another thread, when the program ends right behind it: leaves nothing behind that is not complete.</summary>
    public virtual void Leave()
    {
    }

    /// <summary>After <see cref="StoreOutcome.CannotWrite"/>: whether any object can be written now. Tried on the disk itself.</summary>
    public virtual bool CanStillWrite() => true;

    /// <summary>Name of the last object's file as the log shows it (output directory and name), built on demand; empty: none is made.</summary>
    public abstract string FileName { get; }

    public abstract void Dispose();
}
