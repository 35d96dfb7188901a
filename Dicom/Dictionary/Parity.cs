namespace GetScu.Dicom.Dictionary;

/// <summary>Which numbers of a range count: repeating groups step by two (PS3.5 7.6).</summary>
internal enum Parity : byte
{
    Even,
    Odd,
    Any,
}
