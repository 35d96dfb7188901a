using System;

using GetScu.Dicom;
using GetScu.Net.Association;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;
using GetScu.Net.Transport;

namespace GetScu.Net.Retrieve;

/// <summary>
/// One association of a run, from connecting to its end in order or by force. Whatever goes wrong is logged and becomes an
/// outcome; nothing is thrown.
/// </summary>
internal sealed class AssociationStep(RetrieveSettings settings, Logging log, Interruption interruption)
{
    /// <summary>The worst so far.</summary>
    public Outcome Outcome { get; private set; }

    /// <summary>What may be the reason where the peer ends the conversation, for the log.</summary>
    public string? Hint { get; set; }

    /// <summary>The association stood.</summary>
    public bool IsEstablished { get; private set; }

    /// <summary>It could not be had, or not for now: a later try may meet another answer.</summary>
    public bool MayPass { get; private set; }

    /// <summary>It ended within the conversation: lost, aborted, timed out, or broken by the peer.</summary>
    public bool IsLost { get; private set; }

    /// <summary>How it is told that no association can be had.</summary>
    public LogLevel NegotiationLevel { get; init; } = LogLevel.Fatal;

    /// <summary>The conversation is of a plan, which knows what to do without C-GET.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>The line of the log that announces it.</summary>
    public string Requesting { get; init; } = "Requesting Association";

    /// <summary>Which of those that go on side by side, from 0.</summary>
    public int Lane { get; init; }

    /// <summary>Tells of the association.</summary>
    public AssociationReport? Report { get; init; }

    /// <summary>A connection that is lost after a signal has been asked for, or is of no interest.</summary>
    private LogLevel FailureLevel => interruption.Signal == 0 ? LogLevel.Error : LogLevel.Info;

    /// <summary>Something has gone wrong in the conversation.</summary>
    public void Note(Outcome outcome) => Outcome = Judgement.Worst(Outcome, outcome);

    /// <summary>Connects, negotiates, converses, closes.</summary>
    /// <param name="contexts">What is proposed; the first one is the C-GET model's.</param>
    /// <param name="converse">Everything between negotiation and release; not called where no C-GET is possible.</param>
    public void Run(PresentationContext[] contexts, Action<AssociationRequestor> converse)
    {
        if (!interruption.Unguard(Lane))
        {
            return;
        }

        using AssociationRequestor? association = Open(contexts);
        if (association is null)
        {
            return;
        }

        IsEstablished = true;
        if (!association.QueryContext.IsAccepted)
        {
            log.App.Write(LogLevel.Fatal, "No adequate Presentation Contexts for sending C-GET");
            if (!IsPlanned)
            {
                Note(Outcome.NoGetContext);
                Close(association);
                return;
            }
        }

        try
        {
            converse(association);
        }
        catch (NetworkException error)
        {
            Lose();
            string task = error.IsOfRequest ? "sending C-GET request" : "receiving DIMSE command";
            log.Net.Write(FailureLevel, $"Failed {task}: {FailureText.OfMessage(error)}");
            if (Hint is not null && interruption.Signal == 0)
            {
                log.App.Write(LogLevel.Warn, $"{Hint}");
            }

            Note(error.IsOfRequest ? Outcome.CannotSendRequest : Outcome.AssociationBroken);
            if (error.Failure is NetworkFailure.Timeout or NetworkFailure.ConnectionLost)
            {
                association.Abort(AbortSource.ServiceUser, AbortReason.NotSpecified);
            }

            return;
        }
        catch (ProtocolException error)
        {
            Lose();
            log.Net.Write(LogLevel.Error, $"Failed receiving DIMSE command: {error.Message}");
            Note(Outcome.AssociationBroken);
            association.Abort(AbortSource.ServiceProvider, error.Reason);
            return;
        }

        Close(association);
    }

    private void Lose()
    {
        IsLost = true;
        _ = interruption.GuardNothing(Lane);
    }

    private AssociationRequestor? Open(PresentationContext[] contexts)
    {
        AssociationRequestor? association = null;
        Outcome outcome = Outcome.NoAssociation;
        AssociationResult result = AssociationResult.Failed;
        string reason;
        try
        {
            AssociationDump.Request(log.Net, settings, contexts);
            log.Net.Write(LogLevel.Info, Requesting);
            int silence = settings.DimseTimeout ?? Limits.SilenceWithinPdu;
            log.Net.Write(LogLevel.Debug, $"setting network send timeout to {silence} seconds");
            log.Net.Write(LogLevel.Debug, $"setting network receive timeout to {silence} seconds");
            AssociationState.Enter(log.Net, AssociationState.AwaitingConnection);
            association = new AssociationRequestor(Connect(silence), settings, contexts, log);
            association.Negotiate();
            Report?.Requested(AssociationResult.Accepted, contexts, null);
            return association;
        }
        catch (NetworkException error)
        {
            reason = FailureText.OfNegotiation(error);
            MayPass = error.IsTransient || error.Failure is NetworkFailure.NotConnected or NetworkFailure.Timeout
                or NetworkFailure.AbortedByPeer or NetworkFailure.ConnectionLost;
            result = error.Failure switch
            {
                NetworkFailure.Rejected => AssociationResult.Rejected,
                NetworkFailure.AbortedByPeer or NetworkFailure.NoAcceptedContext or NetworkFailure.NoIdentityResponse => AssociationResult.Aborted,
                _ => AssociationResult.Failed,
            };
            outcome = error.Failure == NetworkFailure.NotInitialized ? Outcome.NoNetwork : outcome;
            if (error.Failure is NetworkFailure.NoAcceptedContext or NetworkFailure.NoIdentityResponse or NetworkFailure.Timeout)
            {
                association?.Abort(AbortSource.ServiceUser, AbortReason.NotSpecified);
            }
        }
        catch (ProtocolException error)
        {
            result = AssociationResult.Aborted;
            reason = error.Message;
            association?.Abort(AbortSource.ServiceProvider, error.Reason);
        }

        Report?.Requested(result, contexts, reason);
        log.App.Write(NegotiationLevel, $"Could not negotiate association: {reason}");
        Note(outcome);
        association?.Dispose();
        return null;
    }

    private Connection Connect(int sendTimeout)
    {
        SocketConnection socket = SocketConnection.Connect(settings.Host, settings.Port, settings.ConnectTimeout, sendTimeout);
        Action<string>? tell = log.Net.IsEnabled(LogLevel.Debug) ? line => log.Net.Write(LogLevel.Debug, line) : null;
        return settings.Secure is null ? socket : settings.Secure(socket, settings.AcseTimeout, tell);
    }

    private void Close(AssociationRequestor association)
    {
        interruption.Guard("waiting for the end of the association", static () => true, static () => { }, association.Interrupt, Lane);
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
}
