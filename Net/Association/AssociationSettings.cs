using GetScu.Dicom;
using GetScu.Net.Pdu;

namespace GetScu.Net.Association;

/// <summary>How associations are requested and bounded. Times are in seconds; null: no bound.</summary>
internal record AssociationSettings
{
    public string CallingAet { get; init; } = "GETSCU";

    public string CalledAet { get; init; } = "ANY-SCP";

    /// <summary>Longest P-DATA-TF this side asks for, in bytes.</summary>
    public uint MaxPdu { get; init; } = 16384;

    /// <summary>
    /// Proposed to the peer (<c>--async</c>); null: nothing is. What a peer sends in a row is served with and without.
    /// </summary>
    public OperationsWindow? Window { get; init; }

    /// <summary>Who asks; null: that is not told.</summary>
    public UserIdentity? Identity { get; init; }

    /// <summary>Bytes that one system call receives at most.</summary>
    public int ReceiveAtOnce { get; init; } = Limits.ReceiveBuffer;

    /// <summary>Bound on the answer to an association or release request.</summary>
    public int AcseTimeout { get; init; } = 30;

    /// <summary>Bound on every wait for a DIMSE message.</summary>
    public int? DimseTimeout { get; init; }

    /// <summary>Show the presentation contexts at info level.</summary>
    public bool VerbosePc { get; init; }
}
