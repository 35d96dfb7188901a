namespace GetScu.Tests.Scp;

/// <summary>An option of the command line that changes a record.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Value">What its value is called in the usage; empty for an option without.</param>
/// <param name="Help">One line.</param>
/// <param name="Apply">The changed record; a <see cref="FormatException"/> for a bad value.</param>
internal sealed record ScpOption<T>(string Name, string Value, string Help, Func<T, string, T> Apply)
{
    public string Usage => $"  {Name + (Value.Length == 0 ? "" : " " + Value),-31} {Help}";
}
