using System.Globalization;

namespace GetScu.Tests.Support;

/// <summary>
/// Spoils bytes in the ways peers and attackers do, from a fixed seed, so that every find can be had again. How many
/// inputs a test tries is its own short default, or what GETSCU_FUZZ says.
/// </summary>
/// <param name="pieces">Put in anywhere, too.</param>
internal sealed class Mutator(int seed, byte[][]? pieces = null)
{
    private static readonly uint[] Interesting =
        [0, 1, 2, 3, 4, 5, 6, 7, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    private readonly Random _random = new(seed);

    public Random Random => _random;

    public static int Count(int shortRun)
    {
        string? wanted = Environment.GetEnvironmentVariable("GETSCU_FUZZ");
        return string.IsNullOrEmpty(wanted) ? shortRun : int.Parse(wanted, CultureInfo.InvariantCulture);
    }

    /// <summary>One to four changes: bits, bytes, lengths, pieces dropped, repeated, moved or cut off.</summary>
    public byte[] Mutate(byte[] seed)
    {
        List<byte> bytes = [.. seed];
        for (int changes = _random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            Change(bytes);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        int at = _random.Next(bytes.Count);
        int length = Math.Min(_random.Next(1, 24), bytes.Count - at);
        switch (_random.Next(pieces is null ? 10 : 11))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(_random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                Overwrite(bytes, at, isBig: true);
                break;
            case 6:
                Overwrite(bytes, at, isBig: false);
                break;
            case 7:
                byte[] noise = new byte[length];
                _random.NextBytes(noise);
                bytes.InsertRange(at, noise);
                break;
            case 8:
                // A long piece again: messages and elements repeated or interleaved.
                int long_ = Math.Min(_random.Next(1, 400), bytes.Count - at);
                bytes.InsertRange(_random.Next(bytes.Count), bytes.GetRange(at, long_));
                break;
            case 9:
                int gone = Math.Min(_random.Next(1, 400), bytes.Count - at);
                bytes.RemoveRange(at, gone);
                break;
            default:
                bytes.InsertRange(at, pieces![_random.Next(pieces.Length)]);
                break;
        }
    }

    private void Overwrite(List<byte> bytes, int at, bool isBig)
    {
        uint value = Interesting[_random.Next(Interesting.Length)];
        int width = _random.Next(2) == 0 ? 2 : 4;
        for (int i = 0; i < width && at + i < bytes.Count; i++)
        {
            bytes[at + i] = (byte)(value >> (8 * (isBig ? width - 1 - i : i)));
        }
    }
}
