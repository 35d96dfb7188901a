namespace GetScu.Tests.Net;

/// <summary>One object that a played archive holds.</summary>
internal sealed record PlannedObject(string Uid, string Series, string SopClass, string Syntax)
{
    public string Study { get; init; } = "1.2.3";

    public bool IsUncompressed => Syntax is PlanUids.Elittle or PlanUids.Ilittle or PlanUids.Ebig;
}
