using System;

namespace GetScu.Dicom.Streaming;

/// <summary>Takes the values of some elements of the data set itself, not of its items, each with a capture of its own.</summary>
internal sealed class ValueCaptures(params (uint Tag, ValueCapture Capture)[] wanted) : ElementHandler
{
    private ValueCapture? _current;

    public override bool Begin(in ElementHeader header, Vr vr, in Holder holder)
    {
        if (holder.Kind == HolderKind.DataSet)
        {
            foreach ((uint tag, ValueCapture capture) in wanted)
            {
                if (tag == header.Tag)
                {
                    _current = capture;
                    return capture.Begin();
                }
            }
        }

        return false;
    }

    public override void Append(ReadOnlySpan<byte> bytes) => _current!.Append(bytes);
}
