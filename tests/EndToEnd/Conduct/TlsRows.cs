using System.Net.Security;
using System.Net.Sockets;

using GetScu.Tests.Support;

using static GetScu.Tests.Support.TlsIdentities;

namespace GetScu.Tests.EndToEnd.Conduct;

/// <summary>Connections with TLS, and those that should have been; each is played by the dynamic and the static build that have it.</summary>
internal static class TlsRows
{
    public static readonly ConductRow[] All = [.. Handshakes(), .. Refused(), .. NoTls(), .. Own(), .. Endings(), .. Records(), .. Signals()];

    private static IEnumerable<ConductRow> Handshakes()
    {
        yield return Over("tls-1.3", Serve(null, Tls13), Retrieve);
        yield return Over("tls-1.2", Serve(null, Tls12), Retrieve);
        yield return Over("tls-rsa", Serve(Client), Retrieve);
        yield return Over("tls-client-certificate", Serve(null, WantCertificate), Retrieve) with { Arguments = WithClient };
        yield return Over("tls-client-certificate-1.2", Serve(null, Tls12, WantCertificate), Retrieve) with { Arguments = WithClient };
        yield return Over("tls-verify-host", Serve(), Retrieve, "--verify-host");
        yield return Over("tls-verify-name", Serve(Authority.Issue("named", host: "pacs.example")), Retrieve, "--verify-name", "pacs.example");
        yield return Over("tls-unchecked", Serve(Stranger.Issue("unchecked")), Retrieve) with { Arguments = ["+tla", "-ic"] };
        yield return Over("tls-not-revoked", Serve(), Retrieve, "+crl", RevocationList);
        yield return Over("tls-identity", Serve(), scene =>
        {
            scene.Peer.Accept(answer => answer.ExtraUserItems = Hex.Parse("59 00 0002 0000"));
            scene.Peer.ExpectGet();
            scene.Final();
        }, "-usr", "alice", "-pwd", "secret", "-rsp");
    }

    /// <summary>One side does not believe the other.</summary>
    private static IEnumerable<ConductRow> Refused()
    {
        TestIdentity foreign = Stranger.Issue("foreign");
        yield return Refused("tls-stranger", foreign);
        yield return Refused("tls-nobody-trusted", Server) with { Arguments = ["+tla"] };
        yield return Refused("tls-expired", Authority.Issue("expired", from: -9));
        yield return Refused("tls-not-yet-valid", Authority.Issue("young", from: 3));
        yield return Refused("tls-revoked", Revoked, "+crl", RevocationList);
        yield return Refused("tls-no-revocation-list", Server, "+crv");
        yield return Refused("tls-other-host", Authority.Issue("elsewhere", host: "pacs.example"), "--verify-host");
        yield return Refused("tls-other-name", Server, "--verify-name", "pacs.example");
        yield return Refused("tls-certificate-missed-1.2", Server) with { Tls = RecordStream.Want(Authority, isTls13: false) };
        yield return Refused("tls-certificate-missed-1.3", Server) with { Tls = RecordStream.Want(Authority, isTls13: true) };
        yield return Refused("tls-certificate-of-stranger", Server) with
        {
            Tls = RecordStream.Want(Authority, isTls13: true),
            Arguments = ["+tls", foreign.KeyFile, foreign.CertificateFile, "+cf", Authority.File],
        };
    }

    /// <summary>The peer answers the beginning of a handshake with something else.</summary>
    private static IEnumerable<ConductRow> NoTls()
    {
        yield return Instead("tls-http", "'HTTP/1.1 400 Bad Request' 0D0A 0D0A");
        yield return Instead("tls-dicom-abort", "07 00 00000004 0000 0201");
        yield return Instead("tls-alert", "15 0303 0002 02 28");
        yield return Instead("tls-version-alert", "15 0301 0002 02 46");
        // A ServerHello of TLS 1.1 (RFC 4346 7.4.1.3).
        yield return Instead("tls-1.1", $"16 0302 002A 02 000026 0302 {new string('7', 64)} 00 002F 00");
        yield return Instead("tls-close", "") with { Script = scene => Hello(scene, scene.Peer.CutOff) };
        yield return Instead("tls-reset", "") with { Script = scene => Hello(scene, scene.Peer.Reset) };
        yield return Instead("tls-half-record", "") with { Script = scene => Hello(scene, () => { scene.Send("16 0303 0100 02"); scene.Peer.CutOff(); }) };
        yield return Instead("tls-silence", "", "-ta", "2") with { Script = scene => Hello(scene, scene.HoldOpen), Waits = 2 };
        yield return Instead("tls-trickle", "", "-ta", "2") with
        {
            Script = scene => Hello(scene, () => scene.Trickle(Hex.Parse($"16 0303 1000 {new string('0', 2 * 4096)}"))),
            Waits = 2,
        };
        yield return Instead("tls-not-wanted", "") with
        {
            // getscu without TLS: a server with TLS waits for a handshake, and answers a DICOM request with an alert.
            NeedsTls = false,
            Arguments = ["-ta", "20"],
            Script = scene =>
            {
                scene.Peer.ExpectRequest();
                scene.Send("15 0303 0002 02 16");
            },
            Waits = 0,
        };
    }

    /// <summary>Nothing is sent: the own key or certificate is of no use.</summary>
    private static IEnumerable<ConductRow> Own()
    {
        yield return Alone("tls-key-missing", "+tls", "/nonexistent", Client.CertificateFile);
        yield return Alone("tls-key-none", "+tls", Client.CertificateFile, Client.CertificateFile);
        yield return Alone("tls-certificate-missing", "+tls", Client.KeyFile, "/nonexistent");
        yield return Alone("tls-certificate-none", "+tls", Client.KeyFile, Client.KeyFile);
        yield return Alone("tls-certificate-other", "+tls", Client.KeyFile, Server.CertificateFile);
        yield return Alone("tls-key-not-der", "+tls", Client.KeyFile, Client.CertificateFile, "-der");
        yield return Alone("tls-password-wrong", "+tls", Encrypted(), Client.CertificateFile, "+pw", "wr0ng");
        yield return Alone("tls-password-empty", "+tls", Encrypted(), Client.CertificateFile, "-pw");
        yield return Alone("tls-suite-unknown", "+tla", "+cs", "TLS_NO_SUCH_SUITE");
    }

    /// <summary>The connection ends, in order or not, within an object.</summary>
    private static IEnumerable<ConductRow> Endings()
    {
        yield return Within("tls-closed-in-object", scene => scene.Peer.Close());
        yield return Within("tls-cut-in-object", scene => scene.Peer.CutOff());
        yield return Within("tls-reset-in-object", scene => scene.Peer.Reset());
        yield return Within("tls-record-cut", scene =>
        {
            scene.Peer.SendBare(Hex.Parse("17 0303 4000 0102030405"));
            scene.Peer.CutOff();
        });
        yield return Within("tls-record-silent", scene => scene.Peer.SendBare(Hex.Parse("17 0303 4000 0102030405")), "-td", "2") with { Waits = 2 };
        yield return Within("tls-cut-1.2", scene => scene.Peer.CutOff()) with { Tls = Serve(null, Tls12) };
        yield return Over("tls-cut-after-release", Serve(), scene =>
        {
            Retrieve(scene);
            scene.Peer.Expect(Pdu.ReleaseRqType);
            scene.Send(Pdu.ReleaseRp());
            scene.Peer.CutOff();
        });
        yield return Over("tls-cut-before-release", Serve(), scene =>
        {
            Retrieve(scene);
            scene.Peer.Expect(Pdu.ReleaseRqType);
            scene.Peer.CutOff();
        });
    }

    /// <summary>Records that no peer should send.</summary>
    private static IEnumerable<ConductRow> Records()
    {
        yield return Within("tls-garbage", scene => scene.Peer.SendBare("HTTP/1.1 400 Bad Request"u8));
        yield return Within("tls-forged", scene => scene.Peer.SendBare(Hex.Parse($"17 0303 0040 {new string('0', 128)}")));
        yield return Within("tls-renegotiation", scene =>
        {
            if (!OperatingSystem.IsLinux())
            {
                throw new PlatformNotSupportedException();
            }

            try
            {
                ((SslStream)scene.Peer.Secured).NegotiateClientCertificateAsync().Wait(TimeSpan.FromSeconds(20));
            }
            catch (Exception error) when (error is AggregateException or System.Security.Authentication.AuthenticationException)
            {
                // Refused: the table tells the rest.
            }
        }) with
        { Tls = Serve(null, options => { Tls12(options); options.AllowRenegotiation = true; }) };
        yield return Made("tls-alert-in-object", (peer, _) => peer.Send(RecordStream.Alert, 2, 80));
        yield return Made("tls-empty-records", (peer, _) => Flood(peer, () => peer.Make(RecordStream.ApplicationData, [])));
        yield return Made("tls-record-too-large", (peer, _) => peer.Send(RecordStream.ApplicationData, new byte[RecordStream.Largest + 1]));
        yield return Made("tls-request-renewed", (peer, _) => peer.Send(RecordStream.Handshake, 0, 0, 0, 0));
        yield return Made("tls-handshake-unknown", (peer, _) => peer.Send(RecordStream.Handshake, 99, 0, 0, 0));
        yield return new ConductRow("tls-few-empty-records", scene =>
        {
            RecordStream peer = (RecordStream)scene.Peer.Secured;
            scene.Get();
            for (int i = 0; i < 5; i++)
            {
                peer.Send(RecordStream.ApplicationData);
            }

            scene.Store();
            peer.Send(RecordStream.ApplicationData);
            scene.Final(0, completed: 1);
        }, Trusting) with
        { Tls = RecordStream.Serve };
        yield return new ConductRow("tls-byte-records", scene =>
        {
            RecordStream peer = (RecordStream)scene.Peer.Secured;
            scene.Get();
            foreach (byte value in Pdu.Message(scene.Ct, Command.StoreRq(1, Uids.CtImage, Scene.Instance).Build(), Scene.Data()))
            {
                peer.Send(RecordStream.ApplicationData, value);
            }

            scene.Peer.ExpectStoreResponse(0);
            scene.Final(0, completed: 1);
        }, Trusting) with
        { Tls = RecordStream.Serve };
    }

    private static IEnumerable<ConductRow> Signals()
    {
        yield return Over("tls-cancel", Serve(), scene =>
        {
            scene.Get();
            scene.Store();
            scene.Tool.Signal(RunningTool.SigInt);
            scene.Peer.ExpectMessage(Command.CCancelRq);
            scene.Final(0xFE00, completed: 1, remaining: 1);
        });
        yield return Over("tls-cancel-in-object", Serve(), scene =>
        {
            scene.Get();
            Begin(scene);
            scene.WaitForPart();
            scene.Tool.Signal(RunningTool.SigTerm);
            scene.Peer.ExpectMessage(Command.CCancelRq);
            scene.SendData(scene.Ct, false, true, Scene.Data()[60..]);
            scene.Peer.ExpectStoreResponse(0);
            scene.Final(0xFE00, completed: 1);
        }, "+B");
        yield return Instead("tls-signal-in-handshake", "") with
        {
            Script = scene => Hello(scene, () => { scene.Tool.Signal(RunningTool.SigTerm); scene.HoldOpen(); }),
        };
    }

    private static ConductRow Over(string id, Func<Socket, Stream> tls, Action<Scene> script, params string[] arguments) =>
        new(id, script, [.. Trusting, .. arguments]) { Tls = tls };

    private static ConductRow Refused(string id, TestIdentity identity, params string[] arguments) =>
        Over(id, Serve(identity), _ => { }, arguments) with { IsRefused = true };

    private static ConductRow Instead(string id, string hex, params string[] arguments) =>
        new(id, scene => Hello(scene, () => scene.Peer.SendBare(Hex.Parse(hex))), [.. Trusting, .. arguments]) { NeedsTls = true };

    private static ConductRow Alone(string id, params string[] arguments) => ConductRow.Alone(id, [.. arguments, "+cf", Authority.File]) with { NeedsTls = true };

    private static ConductRow Within(string id, Action<Scene> script, params string[] arguments) => Over(id, Serve(), scene =>
    {
        scene.Get();
        Begin(scene);
        script(scene);
    }, arguments);

    private static ConductRow Made(string id, Action<RecordStream, Scene> script) =>
        Within(id, scene => script((RecordStream)scene.Peer.Secured, scene)) with { Tls = RecordStream.Serve };

    /// <summary>Takes the ClientHello, so that closing is no reset.</summary>
    private static void Hello(Scene scene, Action then)
    {
        Assert.AreEqual(RecordStream.Handshake, scene.Peer.ExpectRecord()[0], "a handshake record");
        then();
    }

    private static void Retrieve(Scene scene)
    {
        scene.Get();
        scene.Store();
        scene.Final(0, completed: 1);
    }

    private static void Begin(Scene scene)
    {
        scene.SendCommand(Command.StoreRq(1, Uids.CtImage, Scene.Instance), scene.Ct);
        scene.SendData(scene.Ct, false, false, Scene.Data()[..60]);
    }

    private static void Flood(RecordStream peer, Func<byte[]> make)
    {
        byte[] records = [];
        while (records.Length < 16 * 1024)
        {
            records = [.. records, .. make()];
        }

        try
        {
            peer.SendBare(records);
        }
        catch (SocketException)
        {
            // It has had enough.
        }
    }

    /// <summary>The client's key with the password <c>s3cret</c>.</summary>
    private static string Encrypted() => Authority.WriteSecret("encrypted.key", System.Text.Encoding.ASCII.GetBytes(
        Client.Key.ExportEncryptedPkcs8PrivateKeyPem("s3cret", new System.Security.Cryptography.PbeParameters(
            System.Security.Cryptography.PbeEncryptionAlgorithm.Aes256Cbc, System.Security.Cryptography.HashAlgorithmName.SHA256, 2048))));
}
