using GetScu.Dicom;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Streaming;
using GetScu.Tests.Support;
using GetScu.Tests.Support.Wire;

using DataSetReader = GetScu.Dicom.DataSets.DataSetReader;

namespace GetScu.Tests.Dicom;

/// <summary>
/// The same data sets to the program and to the reference in normal mode: either stores what the other stores, unless the row
/// says why. All that are stored go over one association for each transfer syntax.
/// </summary>
[TestClass]
public sealed class StoredDifferentialTests
{
    private const int Success = 0;
    private const int CannotUnderstand = 0xC000;

    [TestMethod]
    public void TheTableIsLargeEnough()
    {
        Assert.IsGreaterThanOrEqualTo(150, StoredDifferentialRows.Rows.Count(row => row.Differs is null));
        string[] twice = [.. StoredDifferentialRows.Rows.GroupBy(row => row.ToString()).Where(rows => rows.Count() > 1).Select(rows => rows.Key)];
        Assert.IsEmpty(twice, string.Join('\n', twice));
    }

    /// <summary>As an object and as a query file the same bytes get the same verdict.</summary>
    [TestMethod]
    public void VerdictsWithinTheProcess()
    {
        Table.Run(StoredDifferentialRows.Rows, row => row.ToString(), row =>
        {
            byte[] bytes = row.DataSet("1.2.3");
            DataEncoding encoding = TransferSyntax.EncodingOf(row.TransferSyntax);
            ValidatorVerdict check = ValidatorVerdict.Run(new DataSetValidator(), encoding, bytes);
            Assert.AreEqual(row.IsStored, check.Error is null, check.Error);
            if (row.IsStored)
            {
                DataSetReader.Read(bytes, encoding, DataDictionary.BuiltIn);
            }
            else
            {
                DicomFormatException error = Assert.ThrowsExactly<DicomFormatException>(() => DataSetReader.Read(bytes, encoding, DataDictionary.BuiltIn));
                Assert.AreEqual(check.Error, error.Message);
            }
        });
    }

    [TestMethod]
    public void TheBinaryStoresThem()
    {
        Table.Run([.. StoredDifferentialRows.Rows.GroupBy(row => row.TransferSyntax)], rows => rows.Key, rows =>
            Send([.. rows], script => Exchange.Run(script, "-B", Option(rows.Key, "+xi")), row => row.IsStored, endsWithRefused: false));
    }

    [TestMethod]
    public void TheReferenceStoresThem()
    {
        // It gives up with the first one it refuses: each of these has an association of its own.
        List<StoredDifferentialRow[]> runs = [.. StoredDifferentialRows.Rows.Where(row => row.IsStoredByReference).GroupBy(row => row.TransferSyntax).Select(rows => rows.ToArray())];
        runs.AddRange(StoredDifferentialRows.Rows.Where(row => !row.IsStoredByReference).Select(row => new[] { row }));
        Table.Run(runs, rows => rows[0].ToString(), rows =>
            Send(rows, script => Exchange.RunReference(script, "-B", Option(rows[0].TransferSyntax, "+x=")), row => row.IsStoredByReference, endsWithRefused: true));
    }

    /// <summary>Sends the rows' data sets in one C-GET and looks at the answers and the files.</summary>
    /// <param name="endsWithRefused">The peer closes the connection behind an object that is refused.</param>
    private static void Send(
        StoredDifferentialRow[] rows, Func<Action<Conversation>, Exchange> run, Func<StoredDifferentialRow, bool> isStored, bool endsWithRefused)
    {
        int[] statuses = Array.ConvertAll(rows, _ => -1);
        Exchange exchange = run(conversation =>
        {
            conversation.Accept(answer => Prefer(conversation.Request, answer, rows[0].TransferSyntax));
            conversation.ExpectGet();
            for (int i = 0; i < rows.Length; i++)
            {
                conversation.SendStore(Uids.CtImage, Instance(i), rows[i].DataSet(Instance(i)), i + 1);
                statuses[i] = conversation.ExpectMessage(Command.CStoreRsp).Command.Us(Command.Status);
            }

            if (endsWithRefused && !isStored(rows[^1]))
            {
                // The reference waits without end once it has refused an object.
                conversation.Close();
                return;
            }

            conversation.SendGetResponse(Success, null, rows.Length, 0, 0);
            conversation.Serve();
        });
        for (int i = 0; i < rows.Length; i++)
        {
            string name = $"CT.{Instance(i)}";
            Assert.AreEqual(isStored(rows[i]) ? Success : CannotUnderstand, statuses[i], $"{rows[i]}: {exchange.Result}");
            Assert.AreEqual(isStored(rows[i]), exchange.Files.ContainsKey(name), $"{rows[i]}: {exchange.Result}");
        }
    }

    private static void Prefer(AssociateRq request, AssociateAc answer, string transferSyntax)
    {
        for (int i = 0; i < answer.Contexts.Count; i++)
        {
            if (Array.IndexOf(request.Contexts[i].TransferSyntaxes, transferSyntax) >= 0)
            {
                answer.Contexts[i] = answer.Contexts[i] with { TransferSyntax = transferSyntax };
            }
        }
    }

    private static string Instance(int index) => $"1.2.3.{index + 1}";

    /// <summary>The reference's +xi proposes explicit little endian, so another option stands for it.</summary>
    private static string Option(string transferSyntax, string ofImplicit) => transferSyntax switch
    {
        Uids.ImplicitLittle => ofImplicit,
        Uids.ExplicitBig => "+xb",
        Uids.DeflatedLittle => "+xd",
        Uids.JpegBaseline => "+xy",
        _ => "+xe",
    };
}
