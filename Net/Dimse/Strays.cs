using System.Text;

using GetScu.Dicom.DataSets;
using GetScu.Net.Log;
using GetScu.Net.Pdu;

namespace GetScu.Net.Dimse;

/// <summary>Where real servers stray from the standard and nothing is at risk: said once in an association.</summary>
internal sealed class Strays(Logger log)
{
    private bool _role;
    private bool _sopClass;
    private bool _dataSet;
    private bool _messageId;
    private bool _context;

    /// <summary>A C-STORE-RQ on a context for storage.</summary>
    public void Request(PresentationContext context, ReceivedCommand request)
    {
        if (context.AcceptedRole is not (Role.Scp or Role.Both) && IsFirst(ref _role))
        {
            log.Write(LogLevel.Warn,
                $"Peer sends objects without having accepted the SCP role (presentation context {context.Id})");
        }

        if (!Ascii.Equals(request.AffectedSopClassUid, context.AbstractSyntax) && IsFirst(ref _sopClass))
        {
            log.Write(LogLevel.Warn,
                $"Peer sends SOP class '{Printable.Cut(request.AffectedSopClassUid)}' on presentation context " +
                $"{context.Id}, which is for '{context.AbstractSyntax}'");
        }
    }

    /// <summary>A C-GET-RSP.</summary>
    /// <param name="expected">Id of the request in flight.</param>
    /// <param name="isLate">It is about an earlier request.</param>
    public void Response(PresentationContext context, PresentationContext requested, ushort messageId, ushort expected, bool isLate)
    {
        if (messageId != expected && IsFirst(ref _messageId))
        {
            log.Write(LogLevel.Warn,
                $"Peer responds to message id {messageId}; the request's is {expected}{(isLate ? ": dropped" : "")}");
        }

        if (context != requested && IsFirst(ref _context))
        {
            log.Write(LogLevel.Warn,
                $"Peer responds on presentation context {context.Id}; the request's is {requested.Id}");
        }
    }

    /// <summary>A data set whose command says there is none.</summary>
    public void DataSet()
    {
        if (IsFirst(ref _dataSet))
        {
            log.Write(LogLevel.Warn, "Peer sends a data set that its command says is not there; dropped");
        }
    }

    private static bool IsFirst(ref bool said)
    {
        bool first = !said;
        said = true;
        return first;
    }
}
