using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GetScu.Storage;

/// <summary>Writes data sets as they come, without a look at them; the file is named by the C-STORE-RQ (<c>+B</c>).</summary>
internal sealed unsafe class BitPreservingSink(ObjectFile file) : StoringSink(file)
{
    private StoreResult _begun;

    public override void Begin(ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid)
    {
        _begun = File.Begin(default, sopClassUid, sopInstanceUid, transferSyntaxUid);
    }

    public override void Append(ReadOnlySpan<byte> fragment)
    {
        if (_begun.IsStored)
        {
            File.Part.Append((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(fragment)), (nuint)fragment.Length);
        }
    }

    public override void Flush()
    {
        if (File.Part.IsBorrowing)
        {
            _ = File.Part.Write();
        }
    }

    public override StoreResult End() => _begun.IsStored ? File.Commit() : _begun;
}
