using System;

using GetScu.Dicom;
using GetScu.Net.Association;
using GetScu.Net.Pdu;

namespace GetScu.Net.Dimse;

/// <summary>Puts the pieces of an association together to messages (PS3.7 6.3, PS3.8 annex E): a command, then its data set.</summary>
internal sealed class MessageReader(AssociationRequestor association, Strays strays)
{
    private byte _dataSetNotAnnounced;

    public delegate void FragmentHandler(ReadOnlySpan<byte> fragment);

    /// <summary>The last command received.</summary>
    public ReceivedCommand Command { get; } = new();

    /// <summary>Waits for a whole command set, in however many fragments.</summary>
    /// <returns>Its presentation context.</returns>
    public PresentationContext ReceiveCommand()
    {
        association.BeginMessage();
        Command.Clear();
        byte contextId = 0;
        int fragments = 0;
        while (true)
        {
            Received received = association.Next();
            if (!received.IsCommand)
            {
                LetStrayDataBy(received, contextId);
                continue;
            }

            if (contextId != 0 && contextId != received.ContextId)
            {
                throw new ProtocolException(AbortReason.UnexpectedPduParameter,
                    $"command on presentation context {received.ContextId} within one on {contextId}");
            }

            contextId = received.ContextId;
            Command.Append(received.Bytes);
            // Empty ones would never fill it.
            if (++fragments > Limits.Command)
            {
                throw new ProtocolException($"command set in more than {Limits.Command} fragments");
            }

            if (received.IsLast)
            {
                Command.Parse();
                _dataSetNotAnnounced = Command.HasDataSet ? (byte)0 : contextId;
                return association.Contexts[(contextId - 1) / 2];
            }
        }
    }

    /// <summary>Waits for a whole data set and drops it.</summary>
    public void Drain(PresentationContext context) => ReceiveData(context, static _ => { });

    /// <summary>Waits for a whole data set, piece by piece.</summary>
    public void ReceiveData(PresentationContext context, FragmentHandler take)
    {
        bool last;
        do
        {
            Received received = association.Next();
            RequireData(context, received);
            take(received.Bytes);
            last = received.IsLast;
        }
        while (!last);
    }

    /// <exception cref="ProtocolException">The piece is not of the data set that has begun.</exception>
    public static void RequireData(PresentationContext context, in Received received)
    {
        if (received.IsCommand || received.ContextId != context.Id)
        {
            throw new ProtocolException(AbortReason.UnexpectedPduParameter,
                received.IsCommand
                    ? "command fragment within a data set"
                    : $"data set fragment on presentation context {received.ContextId} within one on {context.Id}");
        }
    }

    // Servers are known to send a data set that their command denies: nothing is at risk in dropping it.
    private void LetStrayDataBy(in Received received, byte commandInProgress)
    {
        if (commandInProgress != 0 || received.ContextId != _dataSetNotAnnounced)
        {
            throw new ProtocolException(AbortReason.UnexpectedPduParameter,
                $"data set fragment on presentation context {received.ContextId} without a command");
        }

        strays.DataSet();
        if (received.IsLast)
        {
            _dataSetNotAnnounced = 0;
        }
    }
}
