namespace GetScu.Net.Dimse;

/// <summary>The message ids of an association's requests (PS3.7 E.1): 16 bits, counted from 1 as in the reference.</summary>
internal struct MessageIds
{
    private ushort _last;

    /// <summary>1 to 65535, then 1 again.</summary>
    public ushort Next() => _last = _last == ushort.MaxValue ? (ushort)1 : (ushort)(_last + 1);
}
