using System;

using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Net.Association;
using GetScu.Net.Dimse;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;

namespace GetScu.Net.Retrieve;

/// <summary>
/// The C-FINDs of one association (PS3.4 C.4.1, PS3.7 9.1.2): requests out, responses read while they pass and told to the
/// plan, in constant memory however many there are.
/// </summary>
/// <param name="cancellation">Of the association: it knows which request is in flight.</param>
/// <param name="dictionary">Gives the names of the identifiers' elements in the log.</param>
internal sealed class FindSession(
    AssociationRequestor association, MessageReader reader, Cancellation cancellation, DataDictionary dictionary, Logger log)
{
    private readonly byte[] _message = new byte[RequestWriter.LongestRequest];
    private readonly ReceivedCommand _command = reader.Command;
    private readonly FindResponse _response = new();
    private readonly LineBudget _unreadable = new(Limits.LoggedRepeats, "more C-FIND responses could not be read");

    /// <summary>Sends one request and stays until its final response.</summary>
    /// <param name="messageId">1 to 65535, counting up.</param>
    /// <returns>The final response.</returns>
    /// <exception cref="Transport.NetworkException">The connection is lost, or the peer ends the association.</exception>
    /// <exception cref="ProtocolException">The peer breaks the protocol, or its responses do not end.</exception>
    public RequestEnd Find(PlannedAssociation planned, PlannedRequest request, ushort messageId)
    {
        PresentationContext context = planned.FindContext!;
        DataEncoding encoding = TransferSyntax.EncodingOf(context.AcceptedTransferSyntax);
        byte[] identifier = PlannedIdentifier.Encode(request, encoding);
        ReadOnlySpan<byte> bytes = RequestWriter.CFind(_message, context.AbstractSyntax, messageId);
        DimseDump.Outgoing(log, context.Id, CommandField.CFindRq, messageId, bytes, identifier, encoding, dictionary);
        association.Send(context.Id, bytes, identifier);
        cancellation.Begin(messageId, context.Id);
        ushort status;
        int matches = 0;
        while (DimseStatus.IsPending(status = Take(planned, messageId)))
        {
            if (++matches > Limits.FindMatches)
            {
                throw new ProtocolException(AbortReason.NotSpecified, $"more than {Limits.FindMatches} matches to one C-FIND request");
            }
        }

        cancellation.End();
        _unreadable.End(log);
        return new RequestEnd(status);
    }

    /// <summary>Takes one response; returns its status.</summary>
    private ushort Take(PlannedAssociation planned, ushort messageId)
    {
        PresentationContext context = reader.ReceiveCommand();
        if (_command.Field != CommandField.CFindRsp)
        {
            DimseDump.Detail(log, context.Id, _command);
            throw new ProtocolException(AbortReason.UnexpectedPduParameter,
                $"Expected C-FIND response but received DIMSE command 0x{(ushort)_command.Field:x4}");
        }

        ushort status = _command.Status ?? throw new ProtocolException(
            AbortReason.InvalidPduParameter, "C-FIND response without (0000,0900) Status");
        bool isPending = DimseStatus.IsPending(status);
        if (isPending)
        {
            // One line a match would be as long as the archive.
            DimseDump.Detail(log, context.Id, _command);
        }
        else
        {
            DimseDump.Incoming(log, context.Id, _command);
        }

        if (!_command.HasDataSet)
        {
            if (isPending)
            {
                planned.UnreadMatch();
            }

            return status;
        }

        _response.Begin(context.AcceptedTransferSyntax);
        reader.ReceiveData(context, _response.Append);
        bool isReadable = _response.End();
        if (!isReadable && _unreadable.Take())
        {
            log.Write(LogLevel.Warn, $"Data set of C-FIND response: {_response.Problem}");
        }

        if (isPending && isReadable && IsOfRequest(messageId))
        {
            planned.Match(_response.Match);
        }
        else if (isPending)
        {
            planned.UnreadMatch();
        }

        return status;
    }

    // Some peers answer every request with the message id of the first; a late response cannot be: each request has had its last.
    private bool IsOfRequest(ushort messageId) => _command.MessageIdBeingRespondedTo <= messageId;
}
