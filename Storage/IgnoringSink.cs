using System;

namespace GetScu.Storage;

/// <summary>Takes objects and keeps nothing (<c>--ignore</c>).</summary>
internal sealed class IgnoringSink : ObjectSink
{
    public override string FileName => "";

    public override void Begin(ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid)
    {
    }

    public override void Append(ReadOnlySpan<byte> fragment)
    {
    }

    public override StoreResult End() => new(StoreOutcome.Stored, null);

    public override void Discard()
    {
    }

    public override void Dispose()
    {
    }
}
