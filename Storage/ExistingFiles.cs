using System;
using System.Collections.Generic;
using System.Threading;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Part10;
using GetScu.Dicom.Streaming;
using GetScu.Storage.Posix;

using static GetScu.Storage.Posix.Libc;

namespace GetScu.Storage;

/// <summary>
/// Files of objects that earlier runs have left in the output directory. One counts that has the name this run would give it, a
/// whole header (PS3.10 7.1) with its SOP Instance UID, and a data set; in normal mode that is read to its end, in constant memory.
/// Several threads may ask.
/// </summary>
/// <param name="isNamedByUid">As bit-preserving mode names files, and without a look at the data set.</param>
/// <param name="isTrusted">Without a look at the data set, either.</param>
internal sealed class ExistingFiles(StoreDirectory directory, bool isNamedByUid, bool isTrusted)
{
    private static readonly byte[][] Prefixes = AllPrefixes();

    private readonly Lock _gate = new();
    private readonly ObjectName _name = new();
    private readonly DataSetValidator _validator = new();
    private readonly byte[] _bytes = new byte[Limits.FileStep];

    /// <summary>Nothing is to be looked at any more: what is not yet known to be there is not.</summary>
    public Func<bool> IsStopped { get; set; } = static () => false;

    /// <summary>The name of an object's file within the directory; null where none counts.</summary>
    /// <param name="sopClassUid">Empty where it is not known: then its file may have any prefix.</param>
    public string? Find(ReadOnlySpan<byte> sopInstanceUid, ReadOnlySpan<byte> sopClassUid)
    {
        lock (_gate)
        {
            if (isNamedByUid)
            {
                return Has(default, sopInstanceUid) ? _name.ToString() : null;
            }

            if (!sopClassUid.IsEmpty)
            {
                return Has(StorageSopClasses.FilePrefix(sopClassUid), sopInstanceUid) ? _name.ToString() : null;
            }

            foreach (byte[] prefix in Prefixes)
            {
                if (Has(prefix, sopInstanceUid))
                {
                    return _name.ToString();
                }
            }

            return null;
        }
    }

    private bool Has(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> uid)
    {
        // A name that is not the UID's own may be another object's.
        if (!_name.Set(prefix, uid).IsStored || !_name.IsExact || IsStopped())
        {
            return false;
        }

        int descriptor = OpenAt(directory.Descriptor, _name.Terminated, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (descriptor < 0)
        {
            return false;
        }

        try
        {
            return StatX(descriptor, "\0"u8, AT_EMPTY_PATH, STATX_TYPE | STATX_SIZE, out FileStatus status) == 0
                && status.IsRegular && IsWhole(descriptor, status.Size, uid);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private bool IsWhole(int descriptor, long size, ReadOnlySpan<byte> uid)
    {
        ReadOnlySpan<byte> head = _bytes.AsSpan(0, (int)nint.Max(ReadAt(descriptor, _bytes.AsSpan(0, Limits.FileHead), 0), 0));
        int start = MetaInformationReader.StartOf(head);
        if (start == 0)
        {
            return false;
        }

        int length;
        string? transferSyntax;
        try
        {
            length = MetaInformationReader.Read(head, start, out transferSyntax, out ReadOnlySpan<byte> own);
            if (transferSyntax is null || !own.SequenceEqual(uid) || length >= size)
            {
                return false;
            }
        }
        catch (DicomFormatException)
        {
            return false;
        }

        // PS3.5 7.1: whatever its encoding, a data set has an even length.
        return isNamedByUid || isTrusted
            ? (size - length) % 2 == 0
            : IsWholeDataSet(descriptor, length, TransferSyntax.EncodingOf(transferSyntax));
    }

    private bool IsWholeDataSet(int descriptor, long offset, DataEncoding encoding)
    {
        _validator.Reset(encoding);
        while (true)
        {
            nint count = ReadAt(descriptor, _bytes, offset);
            if (count <= 0)
            {
                return count == 0 && _validator.Finish() && _validator.HasElements;
            }

            if (IsStopped() || !_validator.Feed(_bytes.AsSpan(0, (int)count)))
            {
                return false;
            }

            offset += count;
        }
    }

    /// <summary>Each prefix once.</summary>
    private static byte[][] AllPrefixes()
    {
        List<byte[]> prefixes = [];
        for (int i = 0; i <= StorageSopClasses.Count; i++)
        {
            byte[] prefix = StorageSopClasses.FilePrefix(i < StorageSopClasses.Count ? StorageSopClasses.Uid(i) : default).ToArray();
            if (!prefixes.Exists(known => known.AsSpan().SequenceEqual(prefix)))
            {
                prefixes.Add(prefix);
            }
        }

        return [.. prefixes];
    }
}
