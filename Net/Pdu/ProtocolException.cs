using System;

namespace GetScu.Net.Pdu;

/// <summary>The peer broke the protocol: the association is aborted with this reason (PS3.8 9.3.8).</summary>
internal sealed class ProtocolException(AbortReason reason, string message) : Exception(message)
{
    /// <summary>A field of a PDU or message has an impossible value: the reason is that of most.</summary>
    public ProtocolException(string message)
        : this(AbortReason.InvalidPduParameter, message)
    {
    }

    public AbortReason Reason { get; } = reason;
}
