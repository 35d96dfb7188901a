using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>An association that was asked for, and what became of it. Whole once it has ended.</summary>
/// <param name="number">Of all that were asked for, from 1.</param>
/// <param name="request">What was proposed.</param>
/// <param name="requestLength">Bytes of the A-ASSOCIATE-RQ with its header.</param>
internal sealed class AssociationRecord(int number, AssociateRq request, int requestLength)
{
    private readonly List<RequestRecord> _requests = [];

    public int Number => number;

    public AssociateRq Request => request;

    public int RequestLength => requestLength;

    /// <summary>The answer; null where the association was rejected.</summary>
    public AssociateAc? Answer { get; set; }

    public bool IsAccepted => Answer is not null;

    /// <summary>The contexts accepted, with abstract syntax and the one transfer syntax.</summary>
    public IReadOnlyList<ProposedContext> Accepted { get; set; } = [];

    /// <summary>C-FIND and C-GET requests in order.</summary>
    public IReadOnlyList<RequestRecord> Requests => _requests;

    /// <summary>
    /// "released", "aborted by source S, reason R", "closed without release", "rejected", "lost" or what went wrong.
    /// </summary>
    public string End { get; set; } = "";

    public IEnumerable<RequestRecord> Finds => _requests.Where(made => made.IsFind);

    public IEnumerable<RequestRecord> Gets => _requests.Where(made => !made.IsFind);

    /// <summary>SOP instance UIDs of all objects sent, in order.</summary>
    public IEnumerable<string> Sent => _requests.SelectMany(made => made.Sent);

    public void Add(RequestRecord made)
    {
        _requests.Add(made);
    }

    /// <summary>Negotiation in one line.</summary>
    public override string ToString()
    {
        string text = $"association {number}: {requestLength} bytes from {request.Calling}, " +
            $"{request.Contexts.Count} contexts proposed, {Accepted.Count} accepted";
        return request.Window is null ? text
            : $"{text}, window {request.Window.Performed} asked, {Answer?.Window?.Performed.ToString() ?? "none"} agreed";
    }
}
