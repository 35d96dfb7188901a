namespace GetScu.Net.Pdu;

/// <summary>Who asks for an association (PS3.7 D.3.3.7.1). A class, so that no text is ever made of what it holds.</summary>
/// <param name="type">What the fields are.</param>
/// <param name="primary">User name, ticket, assertion or token, byte by byte.</param>
/// <param name="secondary">The passcode where the type has one, else empty.</param>
/// <param name="expectsResponse">The peer is to confirm it.</param>
internal sealed class UserIdentity(UserIdentityType type, byte[] primary, byte[] secondary, bool expectsResponse)
{
    /// <summary>Bytes of an item besides both fields: its own header, type, response requested, two lengths.</summary>
    private const int Overhead = 4 + 2 + 2 + 2;

    public UserIdentityType Type { get; } = type;

    public byte[] Primary { get; } = primary;

    public byte[] Secondary { get; } = secondary;

    public bool ExpectsResponse { get; } = expectsResponse;

    /// <summary>Bytes of both fields, each of which has a length of 16 bits.</summary>
    public int Length => Primary.Length + Secondary.Length;

    /// <summary>Bytes of the whole item.</summary>
    public int Size => Overhead + Length;

    /// <summary>Whoever reads what is sent can use it again. A name alone proves nothing.</summary>
    public bool IsSecret => Type != UserIdentityType.Username && (Type != UserIdentityType.UsernameAndPasscode || Secondary.Length > 0);
}
