using GetScu.Tests.Support;

namespace GetScu.Tests.EndToEnd;

/// <summary>Output directories that are not there or take nothing.</summary>
[TestClass]
public sealed class OutputDirectoryTests
{
    [TestMethod]
    [DataRow("missing")]
    [DataRow("missing/deeper")]
    [DataRow("file")]
    public void A_directory_that_is_not_there(string name)
    {
        using TempFolder folder = new();
        folder.Write("file", "x"u8);
        using ScriptedScp nobody = ScriptedScp.Start();
        ToolResult result = NativeBinary.Run(
            ["-od", folder.File(name), "127.0.0.1", $"{nobody.Port}", .. Exchange.Query]);
        result.ExpectStatus(45).ExpectErrorLine("F: specified output directory does not exist");
        Assert.IsFalse(nobody.HasUnexpectedVisitor);
        CollectionAssert.AreEqual(new[] { "file" }, folder.Names);
    }

    /// <summary>Root may write everywhere, so this runs as nobody.</summary>
    [TestMethod]
    public void A_directory_that_is_not_writable()
    {
        using TempFolder folder = new();
        Tool.Run(Tool.Find("chmod", "coreutils"), ToolOptions.Default, "755", folder.Path).ExpectStatus(0);
        string program = folder.File("getscu");
        File.Copy(NativeBinary.Path, program);
        string closed = folder.Folder("closed");
        Tool.Run(Tool.Find("chmod", "coreutils"), ToolOptions.Default, "555", closed).ExpectStatus(0);
        string[] user = Environment.UserName == "root" ? ["--reuid=65534", "--regid=65534", "--clear-groups"] : [];
        using ScriptedScp nobody = ScriptedScp.Start();
        ToolResult result = Tool.Run(
            Tool.Find("setpriv", "util-linux"), ToolOptions.Default,
            [.. user, program, "-od", closed, "127.0.0.1", $"{nobody.Port}", .. Exchange.Query]);
        result.ExpectStatus(45).ExpectErrorLine("F: specified output directory is not writeable");
        Assert.IsFalse(nobody.HasUnexpectedVisitor);
    }

    /// <summary>It is there at the start but gone when the object comes: refused, the rest is cancelled, status 40.</summary>
    [TestMethod]
    [DataRow("-B")]
    [DataRow("+B")]
    public void A_directory_that_is_removed_meanwhile(string mode)
    {
        using TempFolder folder = new();
        string output = folder.Folder("out");
        byte[] data = Synthetic.DataSet(Uids.CtImage, "1.2.3.4.5");
        using ScriptedScp peer = ScriptedScp.Start(conversation =>
        {
            conversation.Accept();
            conversation.ExpectGet();
            Directory.Delete(output);
            conversation.SendStore(Uids.CtImage, "1.2.3.4.5", data);
            conversation.ExpectMessage(Command.CCancelRq);
            conversation.ExpectStoreResponse(0xA700);
            conversation.SendGetResponse(0xFE00, remaining: 1, completed: 0, failed: 1, warning: 0);
            conversation.ExpectRelease();
        });
        ToolResult result = NativeBinary.Run([mode, "-od", output, "127.0.0.1", $"{peer.Port}", .. Exchange.Query]);
        peer.Finish();
        result.ExpectStatus(40);
        Assert.AreEqual(0, folder.Names.Length);
    }
}
