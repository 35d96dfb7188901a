namespace GetScu.Net.Pdu;

/// <summary>What a user is identified by (PS3.7 table D.3-14, byte 5).</summary>
internal enum UserIdentityType : byte
{
    Username = 1,
    UsernameAndPasscode = 2,
    KerberosServiceTicket = 3,
    SamlAssertion = 4,
    JsonWebToken = 5,
}
