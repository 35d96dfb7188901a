using System;
using System.Runtime.InteropServices;

using GetScu.Dicom;
using GetScu.Dicom.Part10;

namespace GetScu.Storage;

/// <summary>What the sinks that store have in common: the object's name, the head of its file, and the part file.</summary>
internal abstract unsafe class StoringSink : ObjectSink
{
    private readonly StoreDirectory _directory;
    private readonly MetaInformationWriter _meta;
    private readonly ObjectName _name = new();
    private byte* _head;
    private byte* _spare;
    private int _headLength;

    /// <param name="aeTitle">The own AE title, for (0002,0016).</param>
    protected StoringSink(StoreDirectory directory, string aeTitle)
    {
        _directory = directory;
        _meta = new MetaInformationWriter(aeTitle);
        _head = (byte*)NativeMemory.Alloc((nuint)_meta.MaxLength);
        _spare = (byte*)NativeMemory.Alloc((nuint)_meta.MaxLength);
        Part = new PartFile(directory);
    }

    /// <summary>The output directory as it was given, without slashes at its end; left out where it is the current one.</summary>
    public override string FileName
    {
        get
        {
            string path = _directory.Path.TrimEnd('/');
            string name = _name.ToString();
            return name.Length == 0 ? _directory.Path : path == "." ? name : $"{path}/{name}";
        }
    }

    protected PartFile Part { get; }

    public override void Prepare() => Part.Prepare();

    public override void Discard() => Part.Abandon();

    public override void Leave() => Part.Leave();

    public override bool CanStillWrite() => Part.Probe();

    public override void Dispose()
    {
        Part.Dispose();
        NativeMemory.Free(_head);
        NativeMemory.Free(_spare);
        _head = null;
        _spare = null;
    }

    /// <summary>Names the object's file. Returns why it cannot have one, or Stored.</summary>
    protected StoreResult SetName(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid)
    {
        StoreResult named = _name.Set(prefix, sopInstanceUid);
        if (named.IsStored && sopClassUid.Length is 0 or > Limits.Uid)
        {
            // (0002,0002) is not to be empty (PS3.10 7.1).
            string length = sopClassUid.IsEmpty ? "0" : $"more than {Limits.Uid}";
            return new StoreResult(StoreOutcome.CannotUnderstand, $"SOP Class UID has {length} bytes");
        }

        return named;
    }

    /// <summary>
    /// Lays out the head of the file. What is written already is changed if it says something else: then all that is behind
    /// it moves, which costs as much as to write it again.
    /// </summary>
    /// <param name="sopClassUid">At most <see cref="Limits.Uid"/> bytes.</param>
    /// <param name="sopInstanceUid">Likewise.</param>
    /// <param name="transferSyntaxUid">Of the data set.</param>
    protected void SetHead(ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid)
    {
        int length = _meta.Write(new Span<byte>(_spare, _meta.MaxLength), sopClassUid, sopInstanceUid, transferSyntaxUid);
        if (Part.IsWritten)
        {
            ReadOnlySpan<byte> head = new(_spare, length);
            if (!head.SequenceEqual(new ReadOnlySpan<byte>(_head, _headLength)))
            {
                Part.ReplaceHead(_headLength, head);
            }
        }
        else
        {
            Part.SetHead(_spare, length);
        }

        byte* laidOut = _spare;
        _spare = _head;
        _head = laidOut;
        _headLength = length;
    }

    /// <summary>Gives the complete file its name.</summary>
    /// <param name="sopInstanceUid">What the name was made of.</param>
    protected StoreResult Commit(ReadOnlySpan<byte> sopInstanceUid) => Part.Commit(_name, sopInstanceUid);
}
