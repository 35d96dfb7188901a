using System.Collections.Generic;

using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Transport;

namespace GetScu.Net.Association;

/// <summary>What a peer says to the user identity that was sent (PS3.7 D.3.3.7), or to none.</summary>
internal static class IdentityAnswer
{
    /// <summary>Looks at the items. What was not asked for is not used: it becomes a warning.</summary>
    /// <exception cref="ProtocolException">The answer to an identity is malformed.</exception>
    public static void Apply(AssociateAc answer, UserIdentity? sent, ICollection<string> warnings)
    {
        if (answer.IdentityItems == 0)
        {
            return;
        }

        if (sent is null)
        {
            warnings.Add("Peer answers a user identity, which was not sent; ignored");
            return;
        }

        if (answer.IdentityProblem is string problem)
        {
            throw new ProtocolException(problem);
        }

        if (answer.IdentityItems > 1)
        {
            warnings.Add("Peer answers the user identity twice; only its first answer is used");
        }
    }

    /// <summary>
    /// Ends the negotiation where a response to a user name was asked for and there is none. As the reference, which goes on where a
    /// ticket, an assertion or a token is not confirmed; here that is a warning.
    /// </summary>
    /// <exception cref="NetworkException">There is none.</exception>
    public static void Require(Logger log, AssociateAc answer, UserIdentity? sent)
    {
        if (sent is not { ExpectsResponse: true } || answer.IdentityResponse is not null)
        {
            return;
        }

        if (sent.Type is not (UserIdentityType.Username or UserIdentityType.UsernameAndPasscode))
        {
            log.Write(LogLevel.Warn, "User Identity Negotiation: Positive response requested but none received");
            return;
        }

        log.Write(LogLevel.Error, "User Identity Negotiation failed: Positive response requested but none received");
        throw new NetworkException(NetworkFailure.NoIdentityResponse, "User Identification Negotiation failed");
    }

    /// <summary>Says what may be behind a rejection that gives no reason: there is none for an identity (PS3.8 table 9-21).</summary>
    public static void Rejected(Logger log, UserIdentity? sent, byte reason)
    {
        const byte NoReasonGiven = 1;
        if (sent is not null && reason == NoReasonGiven)
        {
            log.Write(LogLevel.Warn, "Peer rejects without a reason: it may not accept the user identity");
        }
    }
}
