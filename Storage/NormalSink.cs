using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Part10;
using GetScu.Dicom.Streaming;

namespace GetScu.Storage;

/// <summary>
/// Checks data sets while they arrive and stores only what is well formed and the object that was announced. Up to
/// <see cref="MemoryLimit"/> bytes stay in memory, so a bad object does not touch the disk; larger ones go to the
/// part file from there on (<c>-B</c>).
/// </summary>
internal sealed unsafe class NormalSink(ObjectFile file) : StoringSink(file)
{
    /// <summary>Bytes of one object that are held. Arbitrary.</summary>
    public const int MemoryLimit = 4 * 1024 * 1024;

    private readonly DataSetValidator _validator = new();
    private readonly byte[] _sopClassUid = new byte[MetaInformationWriter.MaxUidLength];
    private readonly byte[] _sopInstanceUid = new byte[MetaInformationWriter.MaxUidLength];
    private readonly byte[] _prefix = new byte[ObjectName.MaxLength];
    private int _classLength;
    private int _instanceLength;
    private int _prefixLength;
    private StoreResult _begun;
    private byte* _memory;
    private ulong _length;
    private nuint _kept;

    public override void Begin(ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid)
    {
        if (_prefixLength == 0 || !sopClassUid.SequenceEqual(_sopClassUid.AsSpan(0, _classLength)))
        {
            // Most objects of a study are of one class.
            ReadOnlySpan<byte> prefix = StorageSopClasses.FilePrefix(sopClassUid);
            prefix.CopyTo(_prefix);
            _prefixLength = prefix.Length;
        }

        _begun = File.Begin(_prefix.AsSpan(0, _prefixLength), sopClassUid, sopInstanceUid, transferSyntaxUid);
        _validator.Reset(TransferSyntax.EncodingOf(transferSyntaxUid));
        _length = 0;
        _kept = 0;
        if (!_begun.IsStored)
        {
            _prefixLength = 0;
            return;
        }

        sopClassUid.CopyTo(_sopClassUid);
        sopInstanceUid.CopyTo(_sopInstanceUid);
        _classLength = sopClassUid.Length;
        _instanceLength = sopInstanceUid.Length;
    }

    public override void Append(ReadOnlySpan<byte> fragment)
    {
        if (!_begun.IsStored || _validator.Error is not null || fragment.IsEmpty)
        {
            return;
        }

        if (!_validator.Feed(fragment))
        {
            File.Part.Abandon();
            return;
        }

        if (File.Part.IsFull)
        {
            Flush();
        }

        _length += (uint)fragment.Length;
        File.Part.Append((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(fragment)), (nuint)fragment.Length);
    }

    public override bool IsHolding => File.Part.IsBorrowing && _length <= MemoryLimit;

    public override void Flush()
    {
        if (!File.Part.IsBorrowing)
        {
            return;
        }

        if (_length > MemoryLimit)
        {
            _ = File.Part.Write();
            return;
        }

        if (_memory == null)
        {
            // Pages that no object has reached yet take no memory.
            _memory = (byte*)NativeMemory.AlignedAlloc(PartFile.Lead + MemoryLimit, PartFile.Page);
        }

        _kept += File.Part.Keep(_memory + PartFile.Lead + _kept);
    }

    public override StoreResult End()
    {
        if (!_begun.IsStored)
        {
            return _begun;
        }

        StoreResult result = Check();
        if (!result.IsStored)
        {
            File.Part.Abandon();
            return result;
        }

        return File.Commit();
    }

    public override void Dispose()
    {
        base.Dispose();
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }

    private StoreResult Check()
    {
        if (!_validator.Finish())
        {
            return new StoreResult(StoreOutcome.CannotUnderstand, _validator.Error);
        }

        StoreResult result = Compare("SOP Class UID (0008,0016)", _validator.SopClassUid, _sopClassUid.AsSpan(0, _classLength));
        return result.IsStored
            ? Compare("SOP Instance UID (0008,0018)", _validator.SopInstanceUid, _sopInstanceUid.AsSpan(0, _instanceLength))
            : result;
    }

    private static StoreResult Compare(string what, ReadOnlySpan<byte> found, ReadOnlySpan<byte> announced)
    {
        if (found.IsEmpty)
        {
            return new StoreResult(StoreOutcome.CannotUnderstand, $"data set has no {what}");
        }

        return found.SequenceEqual(announced)
            ? new StoreResult(StoreOutcome.Stored, null)
            : new StoreResult(StoreOutcome.Mismatch, $"data set's {what} is {Text(found)}, the request's {Text(announced)}");
    }

    /// <summary>The peer's bytes as a log may show them.</summary>
    private static string Text(ReadOnlySpan<byte> uid)
    {
        StringBuilder text = new(uid.Length);
        foreach (byte letter in uid)
        {
            text.Append(letter is > 0x20 and < 0x7F ? (char)letter : '?');
        }

        return text.ToString();
    }
}
