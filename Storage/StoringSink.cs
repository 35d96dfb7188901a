namespace GetScu.Storage;

/// <summary>What the sinks that store have in common: all but when a byte is written.</summary>
internal abstract class StoringSink(ObjectFile file) : ObjectSink
{
    public override string FileName => File.FileName;

    protected ObjectFile File { get; } = file;

    public override void Prepare() => File.Part.Prepare();

    public override void Unprepare() => File.Part.Unprepare();

    public override void Discard() => File.Part.Abandon();

    public override bool CanStillWrite() => File.Part.Probe();

    public override void Dispose() => File.Dispose();
}
