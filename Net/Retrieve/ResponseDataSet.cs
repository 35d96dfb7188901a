using System;

using GetScu.Dicom;
using GetScu.Dicom.Streaming;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>
/// The data set of a C-GET response: read while it passes, in constant memory, for its Failed SOP Instance UID List.
/// </summary>
internal sealed class ResponseDataSet
{
    private const uint FailedSopInstanceUidList = 0x00080058;

    private readonly ObjectLog _log;
    private readonly FailedInstances _failed;
    private readonly ElementReader _reader;

    /// <param name="planned">Is told of every failed instance, as <paramref name="report"/> is.</param>
    public ResponseDataSet(ObjectLog log, PlannedAssociation? planned = null, AssociationReport? report = null)
    {
        _log = log;
        _failed = new FailedInstances(log, planned, report);
        _reader = new ElementReader(new ValueCaptures((FailedSopInstanceUidList, _failed)));
    }

    /// <summary>Entries of the list in the last response.</summary>
    public long FailedInstances => _failed.Count;

    /// <summary>Why the data set cannot be read; null while it can.</summary>
    public string? Problem => _reader.Error;

    /// <summary>A new response.</summary>
    /// <param name="list">What of the list is in its command set; usually nothing.</param>
    public void Clear(ReadOnlySpan<byte> list)
    {
        _failed.Clear();
        _failed.Append(list);
        _failed.End();
    }

    public void Begin(string transferSyntax) => _reader.Reset(TransferSyntax.EncodingOf(transferSyntax));

    public void Append(ReadOnlySpan<byte> fragment) => _ = _reader.Feed(fragment);

    /// <summary>Says what could not be read, if anything.</summary>
    public void End()
    {
        _failed.End();
        if (!_reader.Finish())
        {
            _log.Unreadable(Problem);
        }
    }
}
