using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GetScu.Storage;

/// <summary>Writes data sets as they come, without a look at them; the file is named by the C-STORE-RQ (<c>+B</c>).</summary>
internal sealed unsafe class BitPreservingSink(StoreDirectory directory, string aeTitle) : StoringSink(directory, aeTitle)
{
    private readonly RequestUid _sopInstanceUid = new();
    private StoreResult _begun;

    public override void Begin(ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid)
    {
        Part.Begin();
        _begun = SetName(default, sopClassUid, sopInstanceUid);
        if (_begun.IsStored)
        {
            _sopInstanceUid.Set(sopInstanceUid);
            SetHead(sopClassUid, sopInstanceUid, transferSyntaxUid);
        }
    }

    public override void Append(ReadOnlySpan<byte> fragment)
    {
        if (_begun.IsStored)
        {
            Part.Append((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(fragment)), (nuint)fragment.Length);
        }
    }

    public override bool Release(bool canWait)
    {
        if (Part.IsBorrowing)
        {
            _ = Part.Write();
        }

        return true;
    }

    public override StoreResult End() => _begun.IsStored ? Commit(_sopInstanceUid.Value) : _begun;
}
