using System;
using System.Collections.Generic;
using System.Text;

using GetScu.Dicom;

using static GetScu.Storage.Posix.OpenSsl;

namespace GetScu.Net.Transport.Tls;

/// <summary>Versions and cipher suites of the profiles, and the names of all suites there are.</summary>
internal static unsafe class TlsSuites
{
    // RFC 9325 4.2, and with finite-field Diffie-Hellman as PS3.15 B.10 lists them.
    private const string Authenticated =
        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384";

    private const string Chacha = "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
    private const string NonDowngrading =
        "ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES256-GCM-SHA384";

    private const string Tls13 = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256";

    // Signatures with SHA-1 and the protocols before TLS 1.2 are below OpenSSL's level 1.
    private const int AnySecurity = 0;

    // Without suites that prove nothing of the peer, or need a secret that was shared before.
    private const string All = "ALL:COMPLEMENTOFALL:!aNULL:!PSK:!SRP";

    /// <summary>Sets what a profile allows, and the suites added to it.</summary>
    /// <exception cref="TlsException">OpenSSL has not what it takes, or does not know a name.</exception>
    public static void Set(void* context, TlsProfile profile, IReadOnlyList<string> added)
    {
        (int lowest, int highest, string suites) = profile switch
        {
            TlsProfile.Rfc8996 => (TLS1_2_VERSION, TLS1_3_VERSION, $"{Authenticated}:{Chacha}:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384"),
            TlsProfile.Rfc8996Modified => (TLS1_2_VERSION, TLS1_3_VERSION, $"{Authenticated}:{Chacha}"),
            TlsProfile.Bcp195NonDowngrading => (TLS1_2_VERSION, TLS1_3_VERSION, NonDowngrading),
            TlsProfile.Bcp195 => (TLS1_VERSION, TLS1_3_VERSION, NonDowngrading + ":AES128-SHA"),
            TlsProfile.Bcp195Extended =>
                (TLS1_2_VERSION, TLS1_2_VERSION, NonDowngrading + ":ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256"),
            TlsProfile.Basic => (TLS1_VERSION, TLS1_2_VERSION, "DES-CBC3-SHA"),
            TlsProfile.Aes => (TLS1_VERSION, TLS1_2_VERSION, "AES128-SHA"),
            _ => (TLS1_VERSION, TLS1_2_VERSION, "NULL-SHA"),
        };
        if (lowest < TLS1_2_VERSION)
        {
            SetSecurityLevel(context, AnySecurity);
        }

        _ = ControlContext(context, SSL_CTRL_SET_MIN_PROTO_VERSION, lowest, null);
        _ = ControlContext(context, SSL_CTRL_SET_MAX_PROTO_VERSION, highest, null);
        if (SetCipherList(context, Terminated(suites)) != 1)
        {
            ClearErrors();
            throw new TlsException($"this OpenSSL has no cipher suite of the TLS profile ({suites})");
        }

        if (profile == TlsProfile.Rfc8996Modified)
        {
            // At least 128 bits (PS3.15 B.13).
            _ = Control(context, SSL_CTRL_SET_GROUPS_LIST, "X25519:P-256:P-384:P-521"u8);
        }

        if (added.Count > 0)
        {
            Add(context, suites, added);
        }
    }

    /// <summary>The names of all suites, by their RFCs, as OpenSSL orders them; changes what the context offers.</summary>
    public static List<string> Names(void* context)
    {
        SetSecurityLevel(context, AnySecurity);
        _ = SetCipherList(context, Terminated(All));
        List<string> names = [];
        void* stack = CiphersOf(context);
        for (int i = 0; i < CountOf(stack); i++)
        {
            names.Add(RawText.Printable(Text(StandardNameOf(ElementOf(stack, i)))));
        }

        return names;
    }

    // Suites of TLS 1.3 have a list of their own (RFC 8446 B.4), which is added to what a client has anyway.
    private static void Add(void* context, string suites, IReadOnlyList<string> added)
    {
        StringBuilder old = new(suites);
        StringBuilder young = new(Tls13);
        foreach (string name in added)
        {
            string own;
            fixed (byte* start = Terminated(name))
            {
                own = RawText.Printable(Text(FindName(start)));
            }

            if (own == "(NONE)" || name.Contains("_anon_", StringComparison.Ordinal))
            {
                throw new TlsException($"unknown TLS ciphersuite '{name}'");
            }

            _ = (own.StartsWith("TLS_", StringComparison.Ordinal) ? young : old).Append(':').Append(own);
        }

        _ = SetCipherList(context, Terminated(old.ToString()));
        _ = SetCipherSuites(context, Terminated(young.ToString()));
    }

    private static nint Control(void* context, int command, ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
        {
            return ControlContext(context, command, 0, start);
        }
    }

    private static byte[] Terminated(string text) => RawText.Terminated(text);
}
