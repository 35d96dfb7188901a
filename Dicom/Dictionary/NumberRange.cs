namespace GetScu.Dicom.Dictionary;

/// <summary>Groups or elements, bounds included. A bound that is a single number matches it whatever its parity.</summary>
internal readonly struct NumberRange(ushort first, ushort last, Parity parity)
{
    public NumberRange(ushort number)
        : this(number, number, Parity.Any)
    {
    }

    public ushort First => first;

    public ushort Last => last;

    public bool IsSingle => first == last;

    public ushort Lowest => Has(first) ? first : (ushort)(first + 1);

    /// <summary>Whether it is of odd numbers only, or may be.</summary>
    public bool MayBeOdd => IsSingle ? (first & 1) != 0 : parity != Parity.Even;

    public bool Has(ushort value) => value >= first && value <= last
        && (IsSingle || parity == Parity.Any || (value & 1) == (parity == Parity.Odd ? 1 : 0));

    public bool IsWithin(in NumberRange other) => first >= other.First && last <= other.Last;
}
