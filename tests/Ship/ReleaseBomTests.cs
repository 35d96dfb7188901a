using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

using GetScu.Tests.Support;

namespace GetScu.Tests.Ship;

/// <summary>The bill of materials (CycloneDX 1.6) is shaped as such, and says what the packages of this machine say.</summary>
[TestClass]
public sealed class ReleaseBomTests
{
    private static readonly string[] Licences = ["MIT", "Zlib", "LGPL-2.1-or-later", "GPL-3.0-or-later WITH GCC-exception-3.1"];

    private static readonly Lazy<JsonElement> Read = new(() =>
        JsonDocument.Parse(File.ReadAllBytes(Release.PathOf(Release.Bom))).RootElement);

    [TestMethod]
    public void Shape()
    {
        JsonElement bom = Read.Value;
        Assert.AreEqual(("CycloneDX", "1.6", 1), (Text(bom, "bomFormat"), Text(bom, "specVersion"), bom.GetProperty("version").GetInt32()));
        CollectionAssert.AreEquivalent(
            new[] { "bomFormat", "specVersion", "version", "metadata", "components", "dependencies" },
            bom.EnumerateObject().Select(property => property.Name).ToArray());

        JsonElement program = bom.GetProperty("metadata").GetProperty("component");
        Assert.AreEqual(("application", "getscu", Release.Version), (Text(program, "type"), Text(program, "name"), Text(program, "version")));
        List<string> refs = [Text(program, "bom-ref")];
        foreach (JsonElement component in bom.GetProperty("components").EnumerateArray())
        {
            refs.Add(Text(component, "bom-ref"));
            Assert.MatchesRegex(@"^\S", Text(component, "name"));
            Assert.MatchesRegex(@"^[0-9]", Text(component, "version"));
            if (Text(component, "type") == "library")
            {
                Assert.MatchesRegex(@"^pkg:(deb/debian|nuget|github/zlib-ng)/[^/@+ ]+@[^/@+ ]+$", Text(component, "purl"));
                Assert.Contains(Text(component.GetProperty("licenses").EnumerateArray().Single(), "expression"), Licences);
            }
        }

        CollectionAssert.AllItemsAreUnique(refs);
        JsonElement[] dependencies = [.. bom.GetProperty("dependencies").EnumerateArray()];
        CollectionAssert.AllItemsAreUnique(Array.ConvertAll(dependencies, dependency => Text(dependency, "ref")));
        foreach (JsonElement dependency in dependencies)
        {
            CollectionAssert.Contains(refs, Text(dependency, "ref"));
            CollectionAssert.IsSubsetOf(Targets(dependency), refs);
        }

        // All of it is reached from the program.
        HashSet<string> reached = [refs[0]];
        for (int count = 0; count != reached.Count;)
        {
            count = reached.Count;
            reached.UnionWith(dependencies.Where(dependency => reached.Contains(Text(dependency, "ref"))).SelectMany(Targets));
        }

        CollectionAssert.AreEquivalent(refs, reached.ToList());
    }

    [TestMethod]
    [DataRow(Release.X64, "", "amd64")]
    [DataRow(Release.Arm64, "-arm64-cross", "all")]
    public void Libraries(string rid, string cross, string architecture)
    {
        Dictionary<string, JsonElement> libraries = Libraries(rid);
        CollectionAssert.AreEquivalent(
            new[] { "glibc", "libgcc", "zlib-ng", $"microsoft.netcore.app.runtime.nativeaot.{rid}" }, libraries.Keys.ToArray());

        ExpectDebian(libraries["glibc"], $"libc6-dev{cross}", "LGPL-2.1-or-later");
        string compiler = Tool.Run(Tool.Find("gcc", "gcc"), ToolOptions.Default, "-dumpversion").ExpectStatus(0).OutputText.Trim();
        ExpectDebian(libraries["libgcc"], $"libgcc-{compiler}-dev{cross}", "GPL-3.0-or-later WITH GCC-exception-3.1");

        // The pack that the SDK takes for this framework.
        string runtime = Tool.Run(
            Tool.Find("dotnet", "dotnet-sdk-10.0"), ToolOptions.Default, "msbuild", Repository.PathOf("getscu.csproj"), "-nologo",
            "-getProperty:BundledNETCoreAppPackageVersion").ExpectStatus(0).OutputText.Trim();
        JsonElement pack = libraries[$"microsoft.netcore.app.runtime.nativeaot.{rid}"];
        Assert.AreEqual(runtime, Text(pack, "version"));
        Assert.AreEqual($"pkg:nuget/microsoft.netcore.app.runtime.nativeaot.{rid}@{runtime}", Text(pack, "purl"));

        void ExpectDebian(JsonElement library, string package, string licence)
        {
            ToolResult known = Tool.Run("/usr/bin/dpkg-query", ToolOptions.Default, "-W", "-f", "${Version}", package).ExpectStatus(0);
            Assert.AreEqual(known.OutputText, Text(library, "version"));
            Assert.AreEqual($"pkg:deb/debian/{package}@{known.OutputText.Replace("+", "%2B")}?arch={architecture}", Text(library, "purl"));
            Assert.AreEqual(licence, Text(library.GetProperty("licenses")[0], "expression"));
        }
    }

    /// <summary>zlib-ng is named because it is in the executable, and with the version that its archive says.</summary>
    [TestMethod]
    [DataRow(Release.X64)]
    [DataRow(Release.Arm64)]
    public void Compression(string rid)
    {
        Assert.IsGreaterThan(0, File.ReadAllBytes(Release.Executable(rid)).AsSpan().IndexOf(".zlib-ng\0"u8));
        string[] linked = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(Release.Executable(rid))!, "getscu.linked"));
        string archive = linked.Single(line => line.EndsWith("/libz.a", StringComparison.Ordinal))[66..];
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(archive));
        Assert.AreEqual(Regex.Match(text, @"zlib-ng (\d+\.\d+\.\d+)").Groups[1].Value, Text(Libraries(rid)["zlib-ng"], "version"));
    }

    [TestMethod]
    [DataRow(Release.X64)]
    [DataRow(Release.Arm64)]
    public void Sums_are_of_the_executables(string rid)
    {
        JsonElement hash = Component(rid).GetProperty("hashes").EnumerateArray().Single();
        Assert.AreEqual("SHA-256", Text(hash, "alg"));
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Release.Executable(rid)))), Text(hash, "content"));
    }

    /// <summary>What the executable depends on, by name.</summary>
    private static Dictionary<string, JsonElement> Libraries(string rid)
    {
        JsonElement dependency = Read.Value.GetProperty("dependencies").EnumerateArray().Single(found => Text(found, "ref") == rid);
        return Array.ConvertAll(Targets(dependency), Component).ToDictionary(component => Text(component, "name"));
    }

    private static JsonElement Component(string reference)
    {
        return Read.Value.GetProperty("components").EnumerateArray().Single(component => Text(component, "bom-ref") == reference);
    }

    private static string[] Targets(JsonElement dependency)
    {
        return [.. dependency.GetProperty("dependsOn").EnumerateArray().Select(target => target.GetString()!)];
    }

    private static string Text(JsonElement element, string name)
    {
        return element.GetProperty(name).GetString()!;
    }
}
