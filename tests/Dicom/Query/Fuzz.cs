namespace GetScu.Tests.Dicom.Query;

/// <summary>How long the fuzz tests go on: few rounds by default, $GETSCU_FUZZ of them otherwise.</summary>
internal static class Fuzz
{
    public static int Rounds(int usual)
    {
        return int.TryParse(Environment.GetEnvironmentVariable("GETSCU_FUZZ"), out int rounds) && rounds > 0 ? rounds : usual;
    }

    /// <summary>A few changes of the kinds that hurt readers of tagged data: bits, lengths, delimiters, cuts, repetitions.</summary>
    public static byte[] Mutate(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int changes = random.Next(1, 6); changes > 0 && bytes.Count > 8; changes--)
        {
            int at = random.Next(bytes.Count - 4);
            switch (random.Next(9))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    Put(bytes, at, [0xFF, 0xFF, 0xFF, 0xFF]);
                    break;
                case 3:
                    Put(bytes, at, [0xFF, 0xFF, 0xFF, 0x7F]);
                    break;
                case 4:
                    bytes.RemoveRange(at, random.Next(1, Math.Min(16, bytes.Count - at)));
                    break;
                case 5:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 6:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 7:
                    int count = random.Next(1, Math.Min(64, bytes.Count - at));
                    bytes.InsertRange(at, [.. bytes.Skip(at).Take(count)]);
                    break;
                default:
                    Put(bytes, at, BitConverter.GetBytes(random.Next(256)));
                    break;
            }
        }

        return [.. bytes];
    }

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

    private static void Put(List<byte> bytes, int at, byte[] value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            bytes[at + i] = value[i];
        }
    }
}
