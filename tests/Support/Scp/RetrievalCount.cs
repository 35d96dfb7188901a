using GetScu.Tests.Support.Wire;

namespace GetScu.Tests.Scp;

/// <summary>Counters and failed instances of a C-GET, and the responses that tell of them.</summary>
/// <param name="policy">How they are told.</param>
/// <param name="request">Takes the counters as well.</param>
/// <param name="total">Sub-operations.</param>
internal sealed class RetrievalCount(RetrievePolicy policy, RequestRecord request, int total)
{
    private readonly List<string> _failed = [];

    public int Remaining => total - request.Completed - request.Warned - _failed.Count;

    /// <summary>A sub-operation that was answered.</summary>
    public void Settle(string sopInstance, int status)
    {
        if (status >> 12 == 0xB)
        {
            request.Warned++;
        }
        else if (status == DimseStatus.Success && !policy.FalselyFailed.Contains(sopInstance))
        {
            request.Completed++;
        }
        else
        {
            Fail(sopInstance);
        }
    }

    public void Fail(string sopInstance)
    {
        _failed.Add(sopInstance);
        request.Failed++;
    }

    /// <summary>PS3.4 C.4.3.1.4: of a C-GET that has come to its end.</summary>
    public int FinalStatus()
    {
        return policy.AlwaysSucceeds || (request.Failed == 0 && request.Warned == 0) ? DimseStatus.Success
            : request.Completed + request.Warned == 0 ? DimseStatus.UnableToPerform : DimseStatus.SomeFailed;
    }

    /// <summary>A response over a context.</summary>
    public byte[] Response(ProposedContext context, int status, int sendLength)
    {
        // PS3.7 9.3.3.2: remaining only where some may remain
        bool hasRemaining = policy.CountsRemaining && status is DimseStatus.Pending or DimseStatus.Canceled;
        byte[]? data = status == DimseStatus.Pending ? null : FailedData(context.TransferSyntaxes[0]);
        Command response = Command.GetRsp(
            request.MessageId, request.Model, status, hasRemaining ? Remaining : null,
            request.Completed + policy.CompletedError, request.Failed, request.Warned, data is not null);
        if (_failed.Count > 0 && policy.FailedList == FailedList.CommandSet)
        {
            byte[] list = FailedElement(Uids.ImplicitLittle);
            response.Foreign[0x00080000] = new ByteBuilder().U32Little(list.Length).ToArray();
            response.Foreign[QueryAttribute.FailedInstances] = list[8..];
        }

        return Pdu.Message(context.Id, response.Build(), data, sendLength);
    }

    private byte[]? FailedData(string transferSyntax)
    {
        return _failed.Count > 0 && policy.FailedList == FailedList.DataSet ? FailedElement(transferSyntax) : null;
    }

    private byte[] FailedElement(string transferSyntax)
    {
        return new DataSetBuilder(transferSyntax).Add(QueryAttribute.FailedInstances, "UI", string.Join('\\', _failed)).Build();
    }
}
