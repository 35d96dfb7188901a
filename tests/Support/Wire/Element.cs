namespace GetScu.Tests.Support.Wire;

/// <summary>A data element of the outermost level.</summary>
/// <param name="Tag">Group in the upper, element in the lower half.</param>
/// <param name="Vr">Two letters; empty in implicit encodings.</param>
/// <param name="Value">Value bytes; with items and delimiters where the length is undefined.</param>
/// <param name="IsUndefined">Whether its length field is FFFFFFFFH.</param>
internal sealed record Element(uint Tag, string Vr, byte[] Value, bool IsUndefined)
{
    /// <summary>Text or UID without padding.</summary>
    public string Text => WireReader.Uid(Value);
}
