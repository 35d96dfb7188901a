using System.Text;

using GetScu.Dicom.DataSets;
using GetScu.Storage;
using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Storage;

/// <summary>Gives whole objects to a sink as an association would.</summary>
internal sealed class SinkDriver : IDisposable
{
    private readonly SinkFactory _factory;
    private readonly PinnedBytes _memory = new(64 * 1024);

    public SinkDriver(StorageMode mode, string directory, bool sync = false, ProtectedFiles? own = null)
    {
        _factory = new SinkFactory(new StorageSettings
        {
            Mode = mode,
            Directory = directory,
            AeTitle = "OWN_AE",
            Sync = sync,
            Protected = own ?? new ProtectedFiles(),
        });
        Sink = _factory.Create();
    }

    public ObjectSink Sink { get; }

    /// <summary>Makes further sinks into the same directory.</summary>
    public SinkFactory Factory => _factory;

    public StoreResult Store(
        byte[] dataSet, string sopInstanceUid, string sopClassUid = Uids.CtImage, int fragment = 5000,
        string transferSyntax = Uids.ExplicitLittle)
    {
        Sink.Begin(Encoding.Latin1.GetBytes(sopClassUid), Encoding.Latin1.GetBytes(sopInstanceUid), transferSyntax);
        _memory.Feed(Sink, dataSet, fragment);
        StoreResult result = Sink.End();
        _memory.Ended();
        return result;
    }

    /// <summary>An object that the association does not finish.</summary>
    public void StoreHalf(byte[] dataSet, string sopInstanceUid)
    {
        Sink.Begin(Encoding.Latin1.GetBytes(Uids.CtImage), Encoding.Latin1.GetBytes(sopInstanceUid), Uids.ExplicitLittle);
        _memory.Feed(Sink, dataSet, 5000);
        _memory.Recycle(Sink);
    }

    /// <summary>The end of what <see cref="StoreHalf"/> began.</summary>
    public StoreResult End()
    {
        StoreResult result = Sink.End();
        _memory.Ended();
        return result;
    }

    public void Dispose()
    {
        Sink.Dispose();
        _factory.Dispose();
        _memory.Dispose();
    }

    /// <summary>A small data set in explicit little endian: class, instance, and a value of a length.</summary>
    public static byte[] DataSet(string sopInstanceUid, int valueLength = 1000, string sopClassUid = Uids.CtImage)
    {
        byte[] value = new byte[valueLength];
        new Random(valueLength).NextBytes(value);

        return new DataSetBuilder()
            .Add(0x00080016, "UI", sopClassUid).Add(0x00080018, "UI", sopInstanceUid).Add(0x7FE00010, "OW", value).Build();
    }
}
