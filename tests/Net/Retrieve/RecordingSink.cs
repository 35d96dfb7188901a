using GetScu.Storage;

namespace GetScu.Tests.Net;

/// <summary>Keeps objects in memory.</summary>
internal sealed class RecordingSink : ObjectSink
{
    private readonly MemoryStream _current = new();

    public List<byte[]> Objects { get; } = [];

    public int Discarded { get; private set; }

    /// <summary>Called when an object is whole, before it is answered.</summary>
    public Action? Ended { get; init; }

    public override string FileName => "memory";

    public override void Begin(ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid)
    {
        Assert.AreEqual(Uids.ExplicitLittle, transferSyntaxUid);
        _current.SetLength(0);
    }

    public override void Append(ReadOnlySpan<byte> fragment) => _current.Write(fragment);

    public override StoreResult End()
    {
        Objects.Add(_current.ToArray());
        Ended?.Invoke();
        return new StoreResult(StoreOutcome.Stored, null);
    }

    public override void Discard() => Discarded++;

    public override void Dispose()
    {
    }
}
