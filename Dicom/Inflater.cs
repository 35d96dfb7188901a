using System;

namespace GetScu.Dicom;

internal sealed class Inflater
{
    public string? Error => "not implemented";
    public bool IsComplete => false;
    public void Reset() { }
    public int Feed(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> inflated) { inflated = default; return -1; }
}
