using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Streaming;

namespace GetScu.Storage;

/// <summary>
/// Checks data sets while they arrive and stores only what is well formed, under the UIDs of the data set (<c>-B</c>). Up to
/// <see cref="Limits.HeldObject"/> bytes stay in memory, so a bad object does not touch the disk; larger ones go to the
/// part file from there on, with a head that says what is known then: by that time group 0008 has passed unless the
/// elements are out of order, and then the head is changed at the end.
/// </summary>
internal sealed unsafe class CheckingSink(StoreDirectory directory, string aeTitle) : StoringSink(directory, aeTitle)
{
    private readonly DataSetValidator _validator = new();
    private readonly RequestUid _sopClassUid = new();
    private readonly RequestUid _sopInstanceUid = new();
    private string _transferSyntaxUid = "";
    private byte* _memory;
    private ulong _length;
    private nuint _kept;

    public override void Begin(ReadOnlySpan<byte> sopClassUid, ReadOnlySpan<byte> sopInstanceUid, string transferSyntaxUid)
    {
        _sopClassUid.Set(sopClassUid);
        _sopInstanceUid.Set(sopInstanceUid);
        _transferSyntaxUid = transferSyntaxUid;
        _validator.Reset(TransferSyntax.EncodingOf(transferSyntaxUid));
        _length = 0;
        _kept = 0;
        Part.Begin();
    }

    public override void Append(ReadOnlySpan<byte> fragment)
    {
        if (_validator.Error is not null || fragment.IsEmpty)
        {
            return;
        }

        if (!_validator.Feed(fragment))
        {
            Part.Abandon();
            return;
        }

        if (Part.IsFull)
        {
            _ = Release(canWait: false);
        }

        _length += (uint)fragment.Length;
        Part.Append((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(fragment)), (nuint)fragment.Length);
    }

    public override bool Release(bool canWait)
    {
        if (!Part.IsBorrowing)
        {
            return true;
        }

        if (_length > Limits.HeldObject)
        {
            if (!Part.IsWritten)
            {
                SetHead(
                    Known(_sopClassUid.Or(_validator.SopClassUid)), Known(_sopInstanceUid.Or(_validator.SopInstanceUid)), _transferSyntaxUid);
            }

            _ = Part.Write();
            return true;
        }

        if (canWait)
        {
            return false;
        }

        if (_memory == null)
        {
            // Pages that no object has reached yet take no memory.
            _memory = (byte*)NativeMemory.AlignedAlloc(PagePlace.Lead + Limits.HeldObject, PagePlace.Page);
        }

        _kept += Part.Keep(_memory + PagePlace.Lead + _kept);
        return true;
    }

    public override StoreResult End()
    {
        if (!_validator.Finish() || !_validator.HasElements)
        {
            Part.Abandon();
            return new StoreResult(StoreOutcome.CannotUnderstand, _validator.Error ?? "data set without any element");
        }

        ReadOnlySpan<byte> sopClassUid = _sopClassUid.Or(_validator.SopClassUid);
        ReadOnlySpan<byte> sopInstanceUid = _sopInstanceUid.Or(_validator.SopInstanceUid);
        StoreResult named = SetName(StorageSopClasses.FilePrefix(sopClassUid), sopClassUid, sopInstanceUid);
        if (!named.IsStored)
        {
            Part.Abandon();
            return named;
        }

        SetHead(sopClassUid, sopInstanceUid, _transferSyntaxUid);
        StoreResult result = Commit(sopInstanceUid);
        string? ofClass = _sopClassUid.Compare("SOP Class UID (0008,0016)", _validator.SopClassUid);
        string? ofInstance = _sopInstanceUid.Compare("SOP Instance UID (0008,0018)", _validator.SopInstanceUid);
        if (!result.IsStored || (_validator.Warning ?? ofClass ?? ofInstance) is null)
        {
            return result;
        }

        string?[] texts = [_validator.Warning, ofClass, ofInstance];
        return result with { Warning = string.Join("; ", Array.FindAll(texts, text => text is not null)) };
    }

    public override void Dispose()
    {
        base.Dispose();
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }

    /// <summary>What goes into the head until more is known: the end refuses UIDs that are too long.</summary>
    private static ReadOnlySpan<byte> Known(ReadOnlySpan<byte> uid) => uid[..Math.Min(uid.Length, Limits.Uid)];
}
