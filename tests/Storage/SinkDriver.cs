using System.Text;
using GetScu.Storage;

namespace GetScu.Tests.Storage;

/// <summary>Gives whole objects to a sink as an association would.</summary>
internal sealed class SinkDriver : IDisposable
{
    public const string CtStorage = "1.2.840.10008.5.1.4.1.1.2";
    public const string ExplicitLittle = "1.2.840.10008.1.2.1";

    private readonly PinnedBytes _memory = new(64 * 1024);

    public SinkDriver(StorageMode mode, string directory, bool sync = false) =>
        Sink = ObjectSink.Create(mode, directory, "OWN_AE", sync);

    public ObjectSink Sink { get; }

    public StoreResult Store(byte[] dataSet, string sopInstanceUid, string sopClassUid = CtStorage, int fragment = 5000)
    {
        Sink.Begin(Encoding.Latin1.GetBytes(sopClassUid), Encoding.Latin1.GetBytes(sopInstanceUid), ExplicitLittle);
        _memory.Feed(Sink, dataSet, fragment);
        StoreResult result = Sink.End();
        _memory.Ended();
        return result;
    }

    /// <summary>An object that the association does not finish.</summary>
    public void StoreHalf(byte[] dataSet, string sopInstanceUid)
    {
        Sink.Begin(Encoding.Latin1.GetBytes(CtStorage), Encoding.Latin1.GetBytes(sopInstanceUid), ExplicitLittle);
        _memory.Feed(Sink, dataSet, 5000);
        _memory.Recycle(Sink);
    }

    public void Dispose()
    {
        Sink.Dispose();
        _memory.Dispose();
    }

    /// <summary>A small data set in explicit little endian: class, instance, and a value of a length.</summary>
    public static byte[] DataSet(string sopInstanceUid, int valueLength = 1000, string sopClassUid = CtStorage)
    {
        using MemoryStream to = new();
        Put(to, 0x0008, 0x0016, "UI", Encoding.Latin1.GetBytes(sopClassUid));
        Put(to, 0x0008, 0x0018, "UI", Encoding.Latin1.GetBytes(sopInstanceUid));
        byte[] value = new byte[valueLength];
        for (int i = 0; i < value.Length; i++)
        {
            value[i] = (byte)(i * 7);
        }

        Put(to, 0x7FE0, 0x0010, "OW", value);
        return to.ToArray();
    }

    private static void Put(MemoryStream to, ushort group, ushort element, string vr, byte[] value)
    {
        int length = (value.Length + 1) & ~1;
        to.Write([(byte)group, (byte)(group >> 8), (byte)element, (byte)(element >> 8), (byte)vr[0], (byte)vr[1]]);
        to.Write(vr == "OW"
            ? [0, 0, (byte)length, (byte)(length >> 8), (byte)(length >> 16), (byte)(length >> 24)]
            : [(byte)length, (byte)(length >> 8)]);
        to.Write(value);
        to.Write(new byte[length - value.Length]);
    }
}
