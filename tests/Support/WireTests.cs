namespace GetScu.Tests.Support;

/// <summary>The wire builder against bytes written by hand, and the parsers against the builder.</summary>
[TestClass]
public sealed class WireTests
{
    [TestMethod]
    public void Hex_takes_pairs_text_and_comments()
    {
        byte[] expected = [0x01, 0xAB, (byte)'a', (byte)' ', 0x00];
        CollectionAssert.AreEqual(expected, Hex.Parse("01aB 'a ' # comment 02\n 00"));
        Assert.ThrowsExactly<FormatException>(() => Hex.Parse("0"));
        Assert.ThrowsExactly<FormatException>(() => Hex.Parse("0x"));
        Assert.ThrowsExactly<FormatException>(() => Hex.Parse("'a"));
    }

    [TestMethod]
    public void Association_answer()
    {
        AssociateAc answer = new();
        answer.Contexts.Add(new AnsweredContext(1, 0, Uids.ExplicitLittle));
        Same(Goldens.AssociateAc, answer.Build());

        AssociateAc parsed = AssociateAc.Parse(Goldens.AssociateAc[6..]);
        Assert.AreEqual("ANY-SCP GETSCU", $"{parsed.Called} {parsed.Calling}");
        Assert.AreEqual(16384u, parsed.MaximumLength);
        Assert.AreEqual(new AnsweredContext(1, 0, Uids.ExplicitLittle), parsed.Contexts[0]);
        Same(Goldens.AssociateAc, parsed.Build());
    }

    [TestMethod]
    public void Association_request_survives_a_round_trip()
    {
        AssociateRq request = new() { MaximumLength = 4096, ExtraUserItems = Hex.Parse("58 00 00 02 01 02") };
        request.Contexts.Add(new ProposedContext(1, Uids.StudyRootGet, Uids.ExplicitLittle, Uids.ImplicitLittle));
        request.Contexts.Add(new ProposedContext(255, Uids.CtImage, Uids.ImplicitLittle));
        request.Roles.Add(new Role(Uids.CtImage, false, true));
        byte[] bytes = request.Build();
        AssociateRq parsed = AssociateRq.Parse(bytes[6..]);
        Same(bytes, parsed.Build());
        Assert.AreEqual(255, parsed.Contexts[1].Id);
        Assert.AreEqual(new Role(Uids.CtImage, false, true), parsed.Roles[0]);
    }

    [TestMethod]
    public void Operations_window()
    {
        AssociateAc answer = new() { Window = new OperationsWindow(1, 258) };
        byte[] bytes = answer.Build();
        Assert.IsTrue(bytes.AsSpan().IndexOf(Hex.Parse("53 00 0004 0001 0102")) > 74, Hex.Dump(bytes));
        AssociateAc parsed = AssociateAc.Parse(bytes[6..]);
        Assert.AreEqual(new OperationsWindow(1, 258), parsed.Window);
        Same(bytes, parsed.Build());
        Assert.IsNull(AssociateAc.Parse(new AssociateAc().Build()[6..]).Window);
    }

    [TestMethod]
    public void Small_pdus()
    {
        Same(Goldens.AssociateRj, Pdu.AssociateRj(1, 1, 7));
        Same(Goldens.ReleaseRq, Pdu.ReleaseRq());
        Same(Goldens.ReleaseRp, Pdu.ReleaseRp());
        Same(Goldens.Abort, Pdu.Abort(2, 2));
        Same(Hex.Parse("04 00 FF FF FF FF 01"), Pdu.Raw(4, 0xFFFFFFFF, [1]));
    }

    [TestMethod]
    public void Responses()
    {
        Command command = Command.GetRsp(1, Uids.StudyRootGet, 0, completed: 3, failed: 0, warning: 0);
        Same(Goldens.GetResponse, Pdu.Message(1, command.Build()));

        Command parsed = Command.Parse(Pdu.Split(Goldens.GetResponse, out int rest)[0].Pdvs[0].Data);
        Assert.AreEqual(0, rest);
        Assert.AreEqual(Uids.StudyRootGet, parsed.Text(Command.AffectedSopClass));
        Assert.AreEqual(3, parsed.Us(Command.Completed));
        Assert.AreEqual(-1, parsed.Us(Command.Remaining));
        Same(command.Build(), parsed.Build());
    }

    [TestMethod]
    public void Elements_of_another_group_behind_the_command()
    {
        // As Orthanc sends it: the group length counts group 0000 alone.
        byte[] golden = Hex.Parse("""
            00 00 00 00 04 00 00 00 42 00 00 00
            00 00 02 00 1C 00 00 00 '1.2.840.10008.5.1.4.1.2.2.3' 00
            00 00 00 01 02 00 00 00 10 80
            00 00 00 08 02 00 00 00 01 01
            00 00 00 09 02 00 00 00 00 B0
            08 00 00 00 04 00 00 00 0E 00 00 00
            08 00 58 00 06 00 00 00 '1.2.3' 00
            """);
        Command parsed = Command.Parse(golden);
        Same(Hex.Parse("'1.2.3' 00"), parsed.Foreign[0x00080058]);
        CollectionAssert.AreEqual(new uint[] { 0x00080000, 0x00080058 }, parsed.Foreign.Keys.ToArray());
        CollectionAssert.AreEqual(new[] { 0x0002, 0x0100, 0x0800, 0x0900 }, parsed.Elements.ToArray());
        Same(golden, parsed.Build());
    }

    [TestMethod]
    public void Find_messages()
    {
        Same(
            Hex.Parse("""
                00 00 00 00 04 00 00 00 4C 00 00 00
                00 00 02 00 1C 00 00 00 '1.2.840.10008.5.1.4.1.2.2.1' 00
                00 00 00 01 02 00 00 00 20 80
                00 00 20 01 02 00 00 00 07 00
                00 00 00 08 02 00 00 00 01 00
                00 00 00 09 02 00 00 00 01 FF
                """),
            Command.FindRsp(7, Uids.StudyRootFind, 0xFF01, hasData: true).Build());
        Same(
            Hex.Parse("""
                00 00 00 00 04 00 00 00 4C 00 00 00
                00 00 02 00 1C 00 00 00 '1.2.840.10008.5.1.4.1.2.2.1' 00
                00 00 00 01 02 00 00 00 20 00
                00 00 10 01 02 00 00 00 07 00
                00 00 00 07 02 00 00 00 00 00
                00 00 00 08 02 00 00 00 01 00
                """),
            Command.QueryRq(Command.CFindRq, 7, Uids.StudyRootFind).Build());
    }

    [TestMethod]
    public void Store_request_in_fragments()
    {
        byte[] command = Command.StoreRq(5, Uids.CtImage, "1.2.3.4").Build();
        byte[] data = new DataSetBuilder().Add(0x00080018, "UI", "1.2").Build();
        byte[] built =
        [
            .. Pdu.Message(3, command), .. Pdu.Data(new Pdv(3, false, false, data[..10])),
            .. Pdu.Data(new Pdv(3, false, true, data[10..])),
        ];
        Same(Goldens.Store, built);

        // The same by a maximum length: 16 bytes hold a PDV header of 6 and 10 bytes of data.
        Same(Goldens.Store[^(22 + 14)..], Pdu.Message(3, command, data, 16)[^(22 + 14)..]);
    }

    [TestMethod]
    [DataRow(Uids.ImplicitLittle, 52,
        "08 00 05 00 02 00 00 00 'A ' 40 00 75 02 FF FF FF FF FE FF 00 E0 FF FF FF FF 28 00 10 00 02 00 00 00 02 01 " +
        "FE FF 0D E0 00 00 00 00 FE FF DD E0 00 00 00 00 E0 7F 10 00 02 00 00 00 01 02")]
    [DataRow(Uids.ExplicitLittle, 56,
        "08 00 05 00 'CS' 02 00 'A ' 40 00 75 02 'SQ' 00 00 FF FF FF FF FE FF 00 E0 FF FF FF FF 28 00 10 00 'US' 02 00 02 01 " +
        "FE FF 0D E0 00 00 00 00 FE FF DD E0 00 00 00 00 E0 7F 10 00 'OW' 00 00 02 00 00 00 01 02")]
    [DataRow(Uids.ExplicitBig, 56,
        "00 08 00 05 'CS' 00 02 'A ' 00 40 02 75 'SQ' 00 00 FF FF FF FF FF FE E0 00 FF FF FF FF 00 28 00 10 'US' 00 02 01 02 " +
        "FF FE E0 0D 00 00 00 00 FF FE E0 DD 00 00 00 00 7F E0 00 10 'OW' 00 00 00 00 00 02 01 02")]
    public void Data_sets(string transferSyntax, int sequenceEnd, string hex)
    {
        DataSetBuilder builder = new DataSetBuilder(transferSyntax)
            .Add(0x00080005, "CS", "A")
            .Sequence(0x00400275, isUndefined: true, item => item.Us(0x00280010, 258))
            .Add(0x7FE00010, "OW", [1, 2]);
        Same(Hex.Parse(hex), builder.Build());

        List<Element> elements = DataSetReader.ReadAll(builder.Build(), transferSyntax);
        CollectionAssert.AreEqual(new uint[] { 0x00080005, 0x00400275, 0x7FE00010 }, elements.ConvertAll(element => element.Tag));
        Assert.AreEqual("A", elements[0].Text);
        Assert.IsTrue(elements[1].IsUndefined);
        Same([1, 2], elements[2].Value);
        byte[] bytes = builder.Build();
        for (int count = 1; count < bytes.Length; count++)
        {
            byte[] cut = bytes[..count];
            if (count != 10 && count != sequenceEnd)
            {
                Assert.ThrowsExactly<FormatException>(() => DataSetReader.ReadAll(cut, transferSyntax), $"{count} bytes");
            }
        }
    }

    [TestMethod]
    public void Deflated_data_sets()
    {
        byte[] bytes = new DataSetBuilder(Uids.DeflatedLittle).Add(0x00100010, "PN", new string('x', 1000)).Build();
        Assert.IsTrue(bytes.Length is < 100 && bytes.Length % 2 == 0, $"{bytes.Length}");
        Assert.AreEqual(1000, DataSetReader.ReadAll(bytes, Uids.DeflatedLittle)[0].Text.Length);
    }

    [TestMethod]
    public void Files()
    {
        using TempFolder folder = new();
        byte[] data = new DataSetBuilder().Add(0x00080018, "UI", "1.2.3").Build();
        string path = folder.Write("a", Part10File.Build(Uids.CtImage, "1.2.3", Uids.ExplicitLittle, data));
        Part10File file = Part10File.Read(path)!;
        Assert.AreEqual($"{Uids.CtImage} 1.2.3 {Uids.ExplicitLittle}",
            $"{file.MetaSopClass} {file.MetaSopInstance} {file.TransferSyntax}");
        Same(data, file.ReadData());
        Assert.AreEqual(data.Length, file.DataLength);
        Assert.IsNull(Part10File.Read(folder.Write("b", data)));
        Assert.AreEqual(0, Tool.Dcmtk("dcmdump", path).Status);
    }

    private static void Same(byte[] expected, byte[] actual)
    {
        Assert.AreEqual(Hex.Dump(expected, 4096), Hex.Dump(actual, 4096));
    }
}
