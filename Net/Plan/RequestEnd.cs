using GetScu.Net.Dimse;

namespace GetScu.Net.Plan;

/// <summary>The final response to a request; null: the peer leaves the counter out.</summary>
internal readonly record struct RequestEnd(ushort Status, int? Remaining = null, int? Completed = null, int? Failed = null, int? Warning = null)
{
    /// <summary>Sub-operations that could be done were done: only then a list of failed instances names what was tried.</summary>
    public bool IsInOrder => Status == DimseStatus.Success || DimseStatus.IsWarning(Status);

    /// <summary>Neither in order nor cancelled.</summary>
    public bool IsFailure => !IsInOrder && Status != DimseStatus.Cancelled;

    /// <summary>Refused for want of resources (PS3.4 C.4.3.1.4).</summary>
    public bool IsBusy => (Status & 0xFF00) == DimseStatus.OutOfResources;
}
