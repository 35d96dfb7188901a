using System.Collections.Generic;

using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Net.Association;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Transport;
using GetScu.Storage;

namespace GetScu.Net.Retrieve;

/// <summary>One run: connects, negotiates, sends every query, and ends the association.</summary>
internal sealed class Retrieval(RetrieveSettings settings, ObjectSink sink, Logging log, Interruption interruption)
{
    private Outcome _outcome;

    /// <summary>A connection that is lost after a signal has been asked for, or is of no interest.</summary>
    private LogLevel FailureLevel => interruption.Signal == 0 ? LogLevel.Error : LogLevel.Info;

    /// <summary>Retrieves; logs whatever goes wrong and goes on as long as that makes sense.</summary>
    /// <returns>The first thing that went wrong.</returns>
    public Outcome Run(IReadOnlyList<DataSet> queries)
    {
        using AssociationRequestor? association = Open();
        if (association is null)
        {
            return End();
        }

        if (!association.QueryContext.IsAccepted)
        {
            log.App.Write(LogLevel.Fatal, "No adequate Presentation Contexts for sending C-GET");
            Note(Outcome.NoGetContext);
            Close(association);
            return End();
        }

        try
        {
            Converse(association, queries);
        }
        catch (NetworkException error)
        {
            string task = error.IsOfRequest ? "sending C-GET request" : "receiving DIMSE command";
            log.Net.Write(FailureLevel, $"Failed {task}: {FailureText.OfMessage(error)}");
            Note(error.IsOfRequest ? Outcome.CannotSendRequest : Outcome.Failed);
            if (error.Failure is NetworkFailure.Timeout or NetworkFailure.ConnectionLost)
            {
                association.Abort(AbortSource.ServiceUser, AbortReason.NotSpecified);
            }

            return End();
        }
        catch (ProtocolException error)
        {
            log.Net.Write(LogLevel.Error, $"Failed receiving DIMSE command: {error.Message}");
            Note(Outcome.Failed);
            association.Abort(AbortSource.ServiceProvider, error.Reason);
            return End();
        }

        Close(association);
        return End();
    }

    private AssociationRequestor? Open()
    {
        AssociationRequestor? association = null;
        Outcome outcome = Outcome.NoAssociation;
        string reason;
        try
        {
            PresentationContext[] contexts = Negotiation.Propose(
                settings.Model, settings.QueryTransferSyntaxes, settings.StorageTransferSyntaxes);
            AssociationDump.Request(log.Net, settings, contexts);
            log.Net.Write(LogLevel.Info, "Requesting Association");
            int silence = settings.DimseTimeout ?? Limits.SilenceWithinPdu;
            log.Net.Write(LogLevel.Debug, $"setting network send timeout to {silence} seconds");
            log.Net.Write(LogLevel.Debug, $"setting network receive timeout to {silence} seconds");
            AssociationState.Enter(log.Net, AssociationState.AwaitingConnection);
            Connection connection = SocketConnection.Connect(
                settings.Host, settings.Port, settings.ConnectTimeout, silence);
            association = new AssociationRequestor(connection, settings, contexts, log);
            association.Negotiate();
            return association;
        }
        catch (NetworkException error)
        {
            reason = FailureText.OfNegotiation(error);
            outcome = error.Failure == NetworkFailure.NotInitialized ? Outcome.NoNetwork : outcome;
            if (error.Failure is NetworkFailure.NoAcceptedContext or NetworkFailure.Timeout)
            {
                association?.Abort(AbortSource.ServiceUser, AbortReason.NotSpecified);
            }
        }
        catch (ProtocolException error)
        {
            reason = error.Message;
            association?.Abort(AbortSource.ServiceProvider, error.Reason);
        }

        log.App.Write(LogLevel.Fatal, $"Could not negotiate association: {reason}");
        Note(outcome);
        association?.Dispose();
        return null;
    }

    private void Converse(AssociationRequestor association, IReadOnlyList<DataSet> queries)
    {
        CGetSession session = new(association, sink, settings.Dictionary, log);
        DataEncoding encoding = TransferSyntax.EncodingOf(association.QueryContext.AcceptedTransferSyntax);
        ushort messageId = 0;
        long sent = 0;
        for (int round = 0; round < settings.Repeat; round++)
        {
            foreach (DataSet query in queries)
            {
                // PS3.7 E.1 has 16 bits; the reference counts from 1.
                messageId = messageId == ushort.MaxValue ? (ushort)1 : (ushort)(messageId + 1);
                if (!interruption.Guard("cancelling the C-GET", session.Cancel, session.TellCancel, association.Interrupt))
                {
                    return;
                }

                sent++;
                try
                {
                    session.Get(messageId, DataSetWriter.Encode(query, encoding));
                }
                finally
                {
                    Note(session.Outcome);
                }

                if (session.IsCancelled)
                {
                    // A signal says so itself.
                    long left = (long)settings.Repeat * queries.Count - sent;
                    if (left > 0 && interruption.Signal == 0)
                    {
                        log.App.Write(LogLevel.Error, $"{left} more C-GET requests are not sent");
                    }

                    return;
                }
            }
        }
    }

    private void Close(AssociationRequestor association)
    {
        interruption.Guard("waiting for the end of the association", static () => true, static () => { }, association.Interrupt);
        if (settings.Abort)
        {
            log.Net.Write(LogLevel.Info, "Aborting Association");
            association.Abort(AbortSource.ServiceUser, AbortReason.NotSpecified);
            return;
        }

        log.Net.Write(LogLevel.Info, "Releasing Association");
        LateObjects late = new(log.Net);
        try
        {
            association.Release(late.Take);
        }
        catch (NetworkException error)
        {
            log.Net.Write(FailureLevel, $"Association Release Failed: {FailureText.OfRelease(error)}");
            log.Net.Write(LogLevel.Info, "Aborting Association");
            Note(Outcome.CannotRelease);
            if (error.Failure == NetworkFailure.Timeout)
            {
                association.Abort(AbortSource.ServiceUser, AbortReason.NotSpecified);
            }
        }
        catch (ProtocolException error)
        {
            log.Net.Write(LogLevel.Error, $"Association Release Failed: {error.Message}");
            log.Net.Write(LogLevel.Info, "Aborting Association");
            Note(Outcome.CannotRelease);
            association.Abort(AbortSource.ServiceProvider, error.Reason);
        }

        if (late.Count > 0)
        {
            log.Net.Write(LogLevel.Warn, $"Objects that came after the final response and are not stored: {late.Count}");
            Note(Outcome.Incomplete);
        }
    }

    private Outcome End()
    {
        interruption.Done();
        return interruption.Signal switch
        {
            0 => _outcome,
            2 => Outcome.Interrupted,
            _ => Outcome.Terminated,
        };
    }

    private void Note(Outcome outcome)
    {
        if (_outcome == Outcome.Complete)
        {
            _outcome = outcome;
        }
    }
}
