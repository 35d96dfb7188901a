using System;
using System.Runtime.InteropServices;

using GetScu.Dicom.Part10;

namespace GetScu.Storage;

/// <summary>What both storing modes need for an object: its name, the head of its file, and the part file.</summary>
internal sealed unsafe class ObjectFile : IDisposable
{
    private readonly StoreDirectory _directory;
    private readonly MetaInformationWriter _meta;
    private readonly ObjectName _name = new();
    private byte* _head;

    /// <exception cref="OutputDirectoryException">The directory cannot be used.</exception>
    public ObjectFile(string directory, string aeTitle, bool sync)
    {
        _directory = new StoreDirectory(directory);
        _meta = new MetaInformationWriter(aeTitle);
        _head = (byte*)NativeMemory.Alloc((nuint)_meta.MaxLength);
        Part = new PartFile(_directory, sync);
    }

    public PartFile Part { get; }

    /// <summary>The output directory as it was given, without slashes at its end; left out where it is the current one.</summary>
    public string FileName
    {
        get
        {
            string path = _directory.Path.TrimEnd('/');
            return path == "." ? _name.ToString() : $"{path}/{_name}";
        }
    }

    /// <summary>Starts an object. Returns why it cannot have a file, or Stored.</summary>
    public StoreResult Begin(
        ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid)
    {
        StoreResult named = _name.Set(prefix, sopInstanceUid);
        if (named.IsStored && sopClassUid.Length is 0 or > MetaInformationWriter.MaxUidLength)
        {
            // (0002,0002) is not to be empty (PS3.10 7.1).
            named = new StoreResult(StoreOutcome.CannotUnderstand, $"SOP Class UID has {sopClassUid.Length} bytes");
        }

        int length = 0;
        if (named.IsStored)
        {
            length = _meta.Write(new Span<byte>(_head, _meta.MaxLength), sopClassUid, sopInstanceUid, transferSyntaxUid);
        }

        Part.Begin(_head, length);
        return named;
    }

    public StoreResult Commit() => Part.Commit(_name);

    public void Dispose()
    {
        Part.Dispose();
        NativeMemory.Free(_head);
        _head = null;
    }
}
