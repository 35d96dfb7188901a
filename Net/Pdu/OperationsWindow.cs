namespace GetScu.Net.Pdu;

/// <summary>Asynchronous operations window (PS3.7 D.3.3.3), as its requestor sees it; 0 stands for any number.</summary>
/// <param name="Invoked">Operations that this side may have open.</param>
/// <param name="Performed">Operations that the peer may have open.</param>
internal readonly record struct OperationsWindow(ushort Invoked, ushort Performed);
