using System.Net.Http.Headers;

namespace GetScu.Tests.Support;

/// <summary>Orthanc with an empty database, filled and emptied by its REST interface.</summary>
internal sealed class Orthanc : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunningTool _tool;
    private readonly HttpClient _client;

    private readonly string _tls;

    private Orthanc(string tls = "")
    {
        _tls = tls;
        (_tool, int[] ports) = ServerProcess.Start(2, Launch, IsReady);
        Port = ports[0];
        _client = NewClient(ports[1]);
    }

    /// <summary>Its DICOM port.</summary>
    public int Port { get; }

    public static Orthanc Start()
    {
        return new Orthanc();
    }

    /// <summary>With TLS, and only for those who have a certificate of the authority.</summary>
    /// <param name="authority">File of its certificate.</param>
    public static Orthanc StartWithTls(TestIdentity identity, string authority)
    {
        return new Orthanc($"""
              "DicomTlsEnabled": true,
              "DicomTlsCertificate": "{identity.CertificateFile}",
              "DicomTlsPrivateKey": "{identity.KeyFile}",
              "DicomTlsTrustedCertificates": "{authority}",
              "DicomTlsRemoteCertificateRequired": true,
            """);
    }

    /// <summary>Stores a file; false where Orthanc does not take it.</summary>
    public bool Add(string path)
    {
        using ByteArrayContent content = new(File.ReadAllBytes(path));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/dicom");
        using HttpResponseMessage response = _client.Send(new HttpRequestMessage(HttpMethod.Post, "instances") { Content = content });
        return response.IsSuccessStatusCode;
    }

    /// <summary>Removes everything.</summary>
    public void Clear()
    {
        using HttpResponseMessage patients = _client.Send(new HttpRequestMessage(HttpMethod.Get, "patients"));
        using StreamReader reader = new(patients.Content.ReadAsStream());
        foreach (string part in reader.ReadToEnd().Split('"'))
        {
            if (part.Length > 30)
            {
                _client.Send(new HttpRequestMessage(HttpMethod.Delete, $"patients/{part}")).EnsureSuccessStatusCode().Dispose();
            }
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _tool.Dispose();
        _folder.Dispose();
    }

    private static HttpClient NewClient(int port)
    {
        return new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(120) };
    }

    private static bool IsReady(int[] ports)
    {
        try
        {
            using HttpClient client = NewClient(ports[1]);
            using HttpResponseMessage response = client.Send(new HttpRequestMessage(HttpMethod.Get, "system"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private RunningTool Launch(int[] ports)
    {
        string configuration = _folder.File("orthanc.json");
        File.WriteAllText(configuration, $$"""
            {
              "Name": "getscu tests",
              "StorageDirectory": "{{_folder.File("database")}}",
              "IndexDirectory": "{{_folder.File("database")}}",
              "Plugins": [],
            {{_tls}}
              "DicomPort": {{ports[0]}},
              "DicomAet": "ORTHANC",
              "DicomCheckCalledAet": false,
              "DicomAlwaysAllowEcho": true,
              "DicomAlwaysAllowStore": true,
              "DicomAlwaysAllowGet": true,
              "DicomAlwaysAllowFind": true,
              "DicomAlwaysAllowFind": true,
              "UnknownSopClassAccepted": true,
              "HttpPort": {{ports[1]}},
              "AuthenticationEnabled": false
            }
            """);
        // Without TCP_NODELAY every object takes 40 ms.
        ToolOptions options = new() { Environment = new Dictionary<string, string?> { ["TCP_NODELAY"] = "1" } };
        return RunningTool.Start(Tool.Find("Orthanc", "orthanc"), options, configuration);
    }
}
