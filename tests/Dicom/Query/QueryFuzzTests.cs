using System.Text;

using GetScu.Dicom;
using GetScu.Dicom.DataSets;
using GetScu.Dicom.Dictionary;
using GetScu.Dicom.Query;
using GetScu.Tests.Support;

using DataSetReader = GetScu.Dicom.DataSets.DataSetReader;

namespace GetScu.Tests.Dicom.Query;

/// <summary>Mutated real files and made-up keys, from fixed seeds: nothing but the right exception, in bounded memory.</summary>
[TestClass]
public class QueryFuzzTests
{
    /// <summary>Arbitrary: a data set takes more than its bytes, but not without bound.</summary>
    private const int AllocationPerByte = 200;

    private const int AllocationBase = 4 << 20;

    /// <summary>What hurts readers of data sets: delimiters, sequences and values of undefined length, group lengths.</summary>
    private static readonly byte[][] Pieces =
    [
        Hex.Parse("FEFF00E0 FFFFFFFF"),
        Hex.Parse("FEFF00E0 00000000"),
        Hex.Parse("FEFF0DE0 00000000"),
        Hex.Parse("FEFFDDE0 00000000"),
        Hex.Parse("4000 7502 'SQ' 0000 FFFFFFFF FEFF00E0 FFFFFFFF"),
        Hex.Parse("4000 7502 'UN' 0000 FFFFFFFF"),
        Hex.Parse("4000 7502 FFFFFFFF"),
        Hex.Parse("E07F 1000 'OB' 0000 FFFFFFFF"),
        Hex.Parse("FCFFFCFF 'OB' 0000 00000000"),
        Hex.Parse("0800 0000 'UL' 0400 00000000"),
    ];

    [TestMethod]
    public void MutatedFilesAreReadOrRefused()
    {
        byte[][] seeds = [.. Directory.GetFiles(QueryDifferentialRows.RealFolder, "*.dcm").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
            .Where(bytes => bytes.Length < 8000), .. QueryDifferentialRows.Rows.Where(row => row.File?.Length is > 0 and < 8000).Select(row => row.File!)];
        int rounds = Mutator.Count(3000);
        int read = 0;
        for (int round = 0; round < rounds; round++)
        {
            Mutator mutator = new(round, Pieces);
            byte[] bytes = mutator.Mutate(seeds[mutator.Random.Next(seeds.Length)]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                DataSet set = QueryFile.Parse(bytes, DataDictionary.BuiltIn, out _);
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (allocated > AllocationBase + (long)AllocationPerByte * bytes.Length && !IsDeflated(bytes))
                {
                    Assert.Fail($"{allocated} bytes allocated, {Name(round, bytes)}");
                }

                Check(set, round, bytes);
                read++;
            }
            catch (DicomFormatException)
            {
                // Refused; anything else ends the test.
            }
            catch (Exception error) when (error is not UnitTestAssertException)
            {
                Assert.Fail($"{Name(round, bytes)}: {error}");
            }
        }

        // Neither everything nor nothing.
        Assert.IsGreaterThan(rounds / 50, read);
        Assert.IsLessThan(rounds - rounds / 50, read);
    }

    [TestMethod]
    public void RandomBytesAreReadOrRefused()
    {
        int rounds = Mutator.Count(2000);
        for (int round = 0; round < rounds; round++)
        {
            Random random = new(round);
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            foreach (DataEncoding encoding in Enum.GetValues<DataEncoding>())
            {
                try
                {
                    DataSetReader.Read(bytes, encoding, DataDictionary.BuiltIn);
                }
                catch (DicomFormatException)
                {
                    // As it should be, nearly always.
                }
            }
        }
    }

    [TestMethod]
    public void MadeUpKeysAreTakenOrRefused()
    {
        int rounds = Mutator.Count(2000);
        int taken = 0;
        DataSet set = new();
        for (int round = 0; round < rounds; round++)
        {
            Random random = new(round);
            string key = MakeKey(random);
            set = round % 50 == 0 ? new DataSet() : set;
            try
            {
                KeyPath.Apply(set, key, DataDictionary.BuiltIn);
                taken++;
            }
            catch (KeyException error)
            {
                Assert.StartsWith("Bad override key/path: ", error.Message);
                Assert.IsFalse(error.Message.Any(char.IsControl), key);
            }
            catch (Exception error) when (error is not UnitTestAssertException)
            {
                Assert.Fail($"round {round}, key {key}: {error}");
            }

            if (round % 50 == 49)
            {
                Check(set, round, []);
            }
        }

        Assert.IsGreaterThan(rounds / 50, taken);
        Assert.IsLessThan(rounds / 2, taken);
    }

    /// <summary>
    /// Parts of keys, mostly in a sensible order: an unknown keyword is compared with thousands of known ones, so that few are enough.
    /// </summary>
    private static string MakeKey(Random random)
    {
        int length = random.Next(1, 7);
        StringBuilder key = new();
        for (int i = 0; i < length; i++)
        {
            bool isName = random.Next(50) == 0 || i == 0 || key[^1] == '.';
            string[] parts = isName ? Names : random.Next(30) == 0 ? Signs : Items;
            key.Append(parts[random.Next(parts.Length)]);
        }

        return random.Next(2) == 0 ? key.ToString() : key.Append(KeyValues[random.Next(KeyValues.Length)]).ToString();
    }

    private static readonly string[] Names =
    [
        "PatientID", "Rows", "RequestAttributesSequence", "ContentSequence", "PixelData", "SelectorFDValue", "SelectorATValue",
        "StudyInstanceUID", "0010,0020", "(0010,0020)", "0029,0010", "0029,1001", "fffe,e000", "0008,0000", "7fe0,0010", "40,275", "Foo",
    ];

    private static readonly string[] Items = ["[0].", "[1].", "[0]", "[ 1 ]", "[*]", "[-1]", "[99999999999999999999]", "["];

    private static readonly string[] Signs =
        ["]", ".", "(", ")", ",", " ", "*", "\\", "\0", "\u001b", "ä", "\udcff", "0", "ffff", "g", "=", "]]", "[["];

    private static readonly string[] KeyValues =
    [
        "=", "=A", "=1", "=1\\2", "=(0010,0020)", "=1e5", "=nan", "==CTImageStorage", "= ", "=\\", "=-5", "=FF\\0x1", "=\udcff", "=[0].A",
    ];

    /// <summary>What was read can be written, read again and is the same then; and dumped on printable lines.</summary>
    private static void Check(DataSet set, int round, byte[] bytes)
    {
        byte[] little = DataSetWriter.Encode(set, DataEncoding.ExplicitLittle);
        foreach (DataEncoding encoding in (DataEncoding[])[DataEncoding.ExplicitLittle, DataEncoding.ExplicitBig, DataEncoding.DeflatedLittle])
        {
            DataSet again = DataSetReader.Read(DataSetWriter.Encode(set, encoding), encoding, DataDictionary.BuiltIn);
            byte[] same = DataSetWriter.Encode(again, DataEncoding.ExplicitLittle);
            if (!little.AsSpan().SequenceEqual(same))
            {
                Assert.Fail($"{encoding}: {Name(round, bytes)}");
            }
        }

        DataSetReader.Read(DataSetWriter.Encode(set, DataEncoding.ImplicitLittle), DataEncoding.ImplicitLittle, DataDictionary.BuiltIn);
        List<string> lines = [];
        DataSetDump.Append(set, DataEncoding.ExplicitLittle, DataDictionary.BuiltIn, lines);
        if (lines.Exists(line => line.Any(char.IsControl)))
        {
            Assert.Fail($"not printable: {Name(round, bytes)}");
        }
    }

    private static bool IsDeflated(byte[] bytes) => bytes.AsSpan().IndexOf("1.2.840.10008.1.2.1.99"u8) >= 0;

    private static string Name(int round, byte[] bytes) => $"round {round}: {Convert.ToHexString(bytes)}";
}
