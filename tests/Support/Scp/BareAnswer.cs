namespace GetScu.Tests.Scp;

/// <summary>A final response with this status and nothing else, whatever was asked.</summary>
/// <param name="Status">DIMSE status; 0000H is a success with nothing.</param>
/// <param name="Count">Requests answered so, from the server's first one on; then it serves.</param>
internal sealed record BareAnswer(int Status, int Count = int.MaxValue);
