using System;

namespace GetScu.Dicom.Streaming;

/// <summary>Takes a value out of a data set while it passes.</summary>
internal abstract class ValueCapture
{
    /// <summary>The element is there; false: its value is not wanted.</summary>
    public abstract bool Begin();

    /// <summary>The next bytes of its value, any number.</summary>
    public abstract void Append(ReadOnlySpan<byte> bytes);
}
