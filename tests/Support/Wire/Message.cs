namespace GetScu.Tests.Support.Wire;

/// <summary>A whole message: a command and, where it has one, its data set.</summary>
internal sealed record Message(int Context, Command Command, byte[]? Data);
