using System;
using System.Text;

using GetScu.Dicom;

using static GetScu.Storage.Posix.OpenSsl;
using static GetScu.Storage.Posix.OpenSslSession;

namespace GetScu.Net.Transport.Tls;

/// <summary>What was agreed on, and the peer's certificate, in the lines that logs have always had for it.</summary>
internal static unsafe class TlsDetails
{
    private const int LongestText = 512;

    public static void Tell(void* session, Action<string> tell)
    {
        tell("================== BEGIN TLS CONNECTION DETAILS =================");
        tell("Transport connection: TLS over TCP/IP");
        tell($"  Protocol    : {Of(ProtocolOf(session))}");
        void* cipher = CipherOf(session);
        tell($"  Ciphersuite : {Of(StandardNameOf(cipher))}, encryption: {Storage.Posix.OpenSsl.BitsOf(cipher, null)} bits");
        void* certificate = PeerCertificateOf(session);
        if (certificate is null)
        {
            tell("No certificate present");
        }
        else
        {
            tell("Peer X.509v3 Certificate");
            tell($"  Subject     : {Name(SubjectOf(certificate))}");
            tell($"  Issued by   : {Name(IssuerOf(certificate))}");
            tell($"  Serial no.  : {Printed(SerialNumberOf(certificate), isTime: false)}");
            tell($"  Validity    : not before {Printed(NotBeforeOf(certificate), isTime: true)}, not after {Printed(NotAfterOf(certificate), isTime: true)}");
            void* key = PublicKeyOf(certificate);
            tell($"  Public key  : {(key is null ? "unknown" : $"{Of(TypeOf(key))}, {Storage.Posix.OpenSslSession.BitsOf(key)} bits")}");
            FreeCertificate(certificate);
        }

        tell("=================== END TLS CONNECTION DETAILS ==================");
        ClearErrors();
    }

    private static string Of(byte* text) => RawText.Printable(Text(text));

    private static string Name(void* name)
    {
        byte* text = stackalloc byte[LongestText];
        return NameText(name, text, LongestText) is null ? "" : Of(text);
    }

    private static string Printed(void* value, bool isTime)
    {
        byte* text = stackalloc byte[LongestText];
        void* memory = NewBio(MemoryMethod());
        _ = isTime ? PrintTime(memory, value) : PrintInteger(memory, value);
        int length = ReadBio(memory, text, LongestText);
        _ = FreeMemory(memory);
        return Encoding.Latin1.GetString(text, Math.Max(length, 0));
    }
}
