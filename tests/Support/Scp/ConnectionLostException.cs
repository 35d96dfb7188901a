namespace GetScu.Tests.Scp;

/// <summary>This side is to lose the connection now.</summary>
internal sealed class ConnectionLostException(LossKind kind) : Exception
{
    public LossKind Kind => kind;
}
