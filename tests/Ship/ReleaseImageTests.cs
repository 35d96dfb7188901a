using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>The container images, as docker load (manifest.json) and the tools of the OCI (index.json) read them.</summary>
[TestClass]
public sealed class ReleaseImageTests
{
    private const string Kind = "application/vnd.oci.image.";

    [TestMethod]
    [DataRow("amd64")]
    [DataRow("arm64")]
    public void Layout(string architecture)
    {
        Dictionary<string, byte[]> files = Files(architecture);
        Assert.AreEqual("1.0.0", Json(files, "oci-layout").GetProperty("imageLayoutVersion").GetString());
        JsonElement index = Json(files, "index.json");
        Assert.AreEqual((2, $"{Kind}index.v1+json"), (index.GetProperty("schemaVersion").GetInt32(), Text(index, "mediaType")));
        HashSet<string> used = ["oci-layout", "index.json", "manifest.json"];
        List<string> names = [];
        List<string> tags = [];
        foreach (JsonElement described in index.GetProperty("manifests").EnumerateArray())
        {
            Assert.AreEqual(("linux", architecture), (Text(described.GetProperty("platform"), "os"), Text(described.GetProperty("platform"), "architecture")));
            names.Add(Text(described.GetProperty("annotations"), "io.containerd.image.name"));
            tags.Add(Text(described.GetProperty("annotations"), "org.opencontainers.image.ref.name"));
            JsonElement manifest = Json(files, Blob(files, described, "manifest.v1+json", used));
            Assert.AreEqual((2, $"{Kind}manifest.v1+json"), (manifest.GetProperty("schemaVersion").GetInt32(), Text(manifest, "mediaType")));
            JsonElement config = Json(files, Blob(files, manifest.GetProperty("config"), "config.v1+json", used));
            JsonElement layer = manifest.GetProperty("layers").EnumerateArray().Single();
            Blob(files, layer, "layer.v1.tar", used);
            Assert.AreEqual(("linux", architecture), (Text(config, "os"), Text(config, "architecture")));
            Assert.AreEqual("layers", Text(config.GetProperty("rootfs"), "type"));
            // A layer that is not compressed is what its difference is.
            Assert.AreEqual(Text(layer, "digest"), config.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Single().GetString());
            Assert.AreEqual("/getscu", config.GetProperty("config").GetProperty("Entrypoint").EnumerateArray().Single().GetString());
            Assert.AreEqual("/data", Text(config.GetProperty("config"), "WorkingDir"));
        }

        CollectionAssert.AreEqual(new[] { "latest", Release.Version }, tags);
        CollectionAssert.AreEqual(tags.ConvertAll(tag => $"docker.io/library/getscu:{tag}"), names);
        CollectionAssert.AreEquivalent(used.ToArray(), files.Keys.ToArray());
    }

    /// <summary>Both ways into the archive lead to the same image.</summary>
    [TestMethod]
    [DataRow("amd64")]
    [DataRow("arm64")]
    public void Docker_loads_the_same(string architecture)
    {
        Dictionary<string, byte[]> files = Files(architecture);
        JsonElement saved = Json(files, "manifest.json").EnumerateArray().Single();
        JsonElement described = Json(files, "index.json").GetProperty("manifests")[0];
        JsonElement manifest = Json(files, PathOf(described));
        Assert.AreEqual(PathOf(manifest.GetProperty("config")), Text(saved, "Config"));
        Assert.AreEqual(PathOf(manifest.GetProperty("layers")[0]), saved.GetProperty("Layers").EnumerateArray().Single().GetString());
        CollectionAssert.AreEqual(
            new[] { "docker.io/library/getscu:latest", $"docker.io/library/getscu:{Release.Version}" },
            saved.GetProperty("RepoTags").EnumerateArray().Select(name => name.GetString()).ToArray());
    }

    /// <summary>The working directory is there before the entry point runs: container engines make it.</summary>
    [TestMethod]
    public void Layer_is_the_executable_and_retrieves()
    {
        using EmptyRoot root = new(Layer("amd64"));
        CollectionAssert.AreEqual(new[] { "getscu" }, root.Names);
        CollectionAssert.AreEqual(File.ReadAllBytes(Release.Executable(Release.X64)), File.ReadAllBytes(root.Outside("getscu")));
        StringAssert.Contains(root.Run("--version").ExpectStatus(0).OutputText, Release.X64);

        using Samples samples = Samples.Few();
        using GetScp server = GetScp.Start(samples.Folder);
        string output = root.Folder("data");
        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        ToolResult result = root.Run("-od", "/data", "-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientID", "127.0.0.1", port);
        samples.ExpectIn(output, result.ExpectStatus(0));
    }

    [TestMethod]
    public void Layer_for_the_other_processor()
    {
        using EmptyRoot root = new(Layer("arm64"));
        CollectionAssert.AreEqual(new[] { "getscu" }, root.Names);
        StringAssert.Contains(Release.Run(Release.Arm64, root.Outside("getscu"), "--version").ExpectStatus(0).OutputText, Release.Arm64);
    }

    private static byte[] Layer(string architecture)
    {
        Dictionary<string, byte[]> files = Files(architecture);
        return files[Json(files, "manifest.json")[0].GetProperty("Layers")[0].GetString()!];
    }

    /// <summary>The path of what a descriptor describes, having looked at it.</summary>
    private static string Blob(Dictionary<string, byte[]> files, JsonElement descriptor, string type, HashSet<string> used)
    {
        string path = PathOf(descriptor);
        Assert.AreEqual(Kind + type, Text(descriptor, "mediaType"));
        Assert.AreEqual(files[path].Length, descriptor.GetProperty("size").GetInt32(), path);
        Assert.AreEqual(Text(descriptor, "digest"), $"sha256:{Convert.ToHexStringLower(SHA256.HashData(files[path]))}");
        used.Add(path);
        return path;
    }

    private static string PathOf(JsonElement descriptor)
    {
        return $"blobs/{Text(descriptor, "digest").Replace(':', '/')}";
    }

    private static string Text(JsonElement element, string name)
    {
        return element.GetProperty(name).GetString()!;
    }

    private static JsonElement Json(Dictionary<string, byte[]> files, string path)
    {
        return JsonDocument.Parse(files[path]).RootElement;
    }

    private static Dictionary<string, byte[]> Files(string architecture)
    {
        Dictionary<string, byte[]> files = [];
        using TarReader reader = new(File.OpenRead(Release.PathOf(Release.Image(architecture))));
        while (reader.GetNextEntry(copyData: true) is TarEntry entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile)
            {
                using MemoryStream content = new();
                entry.DataStream!.CopyTo(content);
                files[entry.Name] = content.ToArray();
            }
        }

        return files;
    }
}
