using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GetScu.Storage;

/// <summary>Writes data sets as they come, without a look at them; the file is named by the C-STORE-RQ (<c>+B</c>).</summary>
internal sealed unsafe class BitPreservingSink(ObjectFile file) : ObjectSink
{
    private readonly ObjectFile _file = file;
    private StoreResult _begun;

    public override string FileName => _file.FileName;

    public override void Begin(ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid)
    {
        _begun = _file.Begin(default, sopClassUid, sopInstanceUid, transferSyntaxUid);
    }

    public override void Append(ReadOnlySpan<byte> fragment)
    {
        if (_begun.IsStored)
        {
            _file.Part.Append((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(fragment)), (nuint)fragment.Length);
        }
    }

    public override void Flush()
    {
        if (_file.Part.IsBorrowing)
        {
            _ = _file.Part.Write();
        }
    }

    public override StoreResult End() => _begun.IsStored ? _file.Commit() : _begun;

    public override void Prepare() => _file.Part.Prepare();

    public override void Unprepare() => _file.Part.Unprepare();

    public override void Discard() => _file.Part.Abandon();

    public override bool CanStillWrite() => _file.Part.Probe();

    public override void Dispose() => _file.Dispose();
}
