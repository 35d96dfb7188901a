using System;

using GetScu.Dicom;
using GetScu.Dicom.Streaming;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>The identifier of a C-FIND response, read while it passes: the values that a plan is made from.</summary>
internal sealed class FindResponse
{
    private readonly BytesCapture _patientId = new(Limits.FindText);
    private readonly BytesCapture _characterSet = new(Limits.FindText);
    private readonly BytesCapture _study = new(Limits.FindText);
    private readonly BytesCapture _series = new(Limits.FindText);
    private readonly BytesCapture _instance = new(Limits.FindText);
    private readonly BytesCapture _classes = new(Limits.FindList);
    private readonly BytesCapture _class = new(Limits.FindText);
    private readonly BytesCapture _syntaxes = new(Limits.FindList);
    private readonly ElementReader _reader;

    public FindResponse()
    {
        _reader = new ElementReader(new ValueCaptures(
            (0x00080005, _characterSet), (0x00080016, _class), (0x00080018, _instance), (0x00080062, _classes),
            (0x00083002, _syntaxes), (0x00100020, _patientId), (0x0020000D, _study), (0x0020000E, _series)));
    }

    /// <summary>Why the data set cannot be read; null while it can.</summary>
    public string? Problem => _reader.Error;

    /// <summary>What it says; valid until the next one begins.</summary>
    public FindMatch Match => new()
    {
        PatientId = _patientId.Value,
        CharacterSet = _characterSet.Value,
        StudyUid = _study.Value,
        SeriesUid = _series.Value,
        InstanceUid = _instance.Value,
        SopClasses = _class.Value.IsEmpty ? _classes.Value : _class.Value,
        TransferSyntaxes = _syntaxes.Value,
    };

    public void Begin(string transferSyntax)
    {
        foreach (BytesCapture capture in (BytesCapture[])
            [_patientId, _characterSet, _study, _series, _instance, _classes, _class, _syntaxes])
        {
            capture.Clear();
        }

        _reader.Reset(TransferSyntax.EncodingOf(transferSyntax));
    }

    public void Append(ReadOnlySpan<byte> fragment) => _ = _reader.Feed(fragment);

    /// <summary>False: it is malformed, see <see cref="Problem"/>.</summary>
    public bool End() => _reader.Finish();
}
