namespace GetScu.Net.Pdu;

/// <summary>Who aborts (PS3.8 9.3.8, byte 9).</summary>
internal enum AbortSource : byte
{
    ServiceUser = 0,
    // 1 reserved
    ServiceProvider = 2,
}
