using GetScu.Net.Pdu;

namespace GetScu.Net.Association;

/// <summary>Takes a piece of a P-DATA-TF, which is valid until it returns.</summary>
internal delegate void PieceHandler(in Received received);
