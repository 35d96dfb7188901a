using System;

using GetScu.Dicom.Dictionary;

namespace GetScu.Dicom.Streaming;

/// <summary>Is told what <see cref="ElementReader"/> finds, in the order of the bytes. This one takes note of nothing.</summary>
internal class ElementHandler
{
    /// <summary>The representation of an element where the layout has none (PS3.5 7.1.3): SQ tells sequences.</summary>
    public virtual Vr ImplicitVr(Tag tag)
    {
        int entry = BuiltInDictionary.FindTag(tag);
        return entry < 0 ? Vr.UN : BuiltInDictionary.VrOf(entry);
    }

    /// <summary>An element that is no sequence begins; false: its value is not wanted, and neither Append nor End follow.</summary>
    /// <param name="header">As it stands in the bytes.</param>
    /// <param name="vr">The representation, whatever the layout.</param>
    /// <param name="holder">What holds it.</param>
    public virtual bool Begin(in ElementHeader header, Vr vr, in Holder holder) => false;

    /// <summary>The next bytes of its value, any number.</summary>
    public virtual void Append(ReadOnlySpan<byte> bytes)
    {
    }

    /// <summary>Its value is complete.</summary>
    public virtual void End()
    {
    }

    /// <summary>A sequence, an item or encapsulated pixel data begins.</summary>
    public virtual void Open(in Holder holder)
    {
    }

    /// <summary>It has ended.</summary>
    public virtual void Close(in Holder holder)
    {
    }
}
