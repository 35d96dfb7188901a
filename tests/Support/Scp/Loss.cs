namespace GetScu.Tests.Scp;

/// <summary>The connection is lost before an association's object after these.</summary>
/// <param name="Objects">Objects sent and answered before it.</param>
/// <param name="Kind">How.</param>
/// <param name="IsWithin">In the middle of the next object instead of before it.</param>
internal sealed record Loss(int Objects, LossKind Kind = LossKind.Close, bool IsWithin = false);
