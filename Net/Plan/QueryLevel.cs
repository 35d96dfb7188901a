namespace GetScu.Net.Plan;

/// <summary>Values of (0008,0052) Query/Retrieve Level (PS3.4 C.6).</summary>
internal enum QueryLevel
{
    Patient,
    Study,
    Series,
    Image,
}
