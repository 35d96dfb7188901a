using GetScu.Dicom.Dictionary;
using GetScu.Net.Association;
using GetScu.Net.Log;
using GetScu.Net.Pdu;
using GetScu.Net.Plan;
using GetScu.Net.Retrieve;
using GetScu.Net.Transport;
using GetScu.Storage;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using AssociateAc = GetScu.Tests.Support.Wire.AssociateAc;

namespace GetScu.Tests.Net;

/// <summary>A C-GET with a peer in memory: what the peer's script begins and ends with, and the session it is read by.</summary>
internal static class MemorySession
{
    public const byte Query = 1;
    public const byte Ct = 33;
    public const byte Echo = 243;

    public static readonly byte[] Identifier = Hex.Parse("0800 5200 'CS' 0800 'PATIENT '");

    /// <summary>One C-GET from the association's request on.</summary>
    public static Outcome Run(MemoryConnection connection, ObjectSink sink, Func<long>? clock = null)
    {
        (AssociationRequestor association, CGetSession session) = Open(connection, sink, clock);
        using (association)
        {
            return session.Get(1, Identifier);
        }
    }

    /// <summary>An association that stands, and its session.</summary>
    public static (AssociationRequestor Association, CGetSession Session) Open(
        Connection connection, ObjectSink sink, Func<long>? clock = null)
    {
        Logging log = new(LogLevel.Off);
        AssociationRequestor association = Negotiated(connection, log, clock);
        return (association, new CGetSession(association, sink, DataDictionary.BuiltIn, new ObjectLog(log), log));
    }

    public static AssociationRequestor Negotiated(Connection connection, Logging log, Func<long>? clock = null)
    {
        string[] syntaxes = [Uids.ExplicitLittle];
        PresentationContext[] contexts = Negotiation.Propose(QueryModel.PatientRoot, syntaxes, syntaxes);
        AssociationRequestor association = new(connection, new AssociationSettings(), contexts, log, clock);
        association.Negotiate();
        return association;
    }

    /// <summary>Accepts the contexts above.</summary>
    public static byte[] Answer(int maximumLength = 16384)
    {
        AssociateAc answer = new() { MaximumLength = (uint)maximumLength };
        foreach (int id in (int[])[Query, Ct, Echo])
        {
            answer.Contexts.Add(new AnsweredContext(id, 0, Uids.ExplicitLittle));
        }

        answer.Roles.Add(new Support.Wire.Role(Uids.CtImage, false, true));
        return answer.Build();
    }

    public static byte[] Final(int status, int completed = -1)
    {
        Command response = Command.GetRsp(1, Uids.PatientRootGet, status);
        return Pdu.Message(Query, (completed < 0 ? response : response.Us(Command.Completed, completed)).Build());
    }
}
