using System;
using System.Globalization;
using System.Text;

namespace GetScu.Storage;

/// <summary>The name of an object's file, made from UIDs that are whatever the peer sent. One buffer, reused.</summary>
internal sealed class ObjectName
{
    /// <summary>Longest file name of every file system Linux knows (NAME_MAX).</summary>
    public const int MaxLength = 255;

    private readonly byte[] _bytes = new byte[MaxLength + 1];
    private int _length;
    private int _cleanLength;

    /// <summary>The name without the NUL.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Whether the name is the UID itself behind its prefix: no letter became another one, nothing was added.</summary>
    public bool IsExact { get; private set; }

    /// <summary>The name with a NUL behind it, for system calls.</summary>
    public ReadOnlySpan<byte> Terminated => _bytes.AsSpan(0, _length + 1);

    /// <summary>Whether bytes are a UID: digits and periods, 1 to 64 of them (PS3.5 9.1).</summary>
    public static bool IsUid(ReadOnlySpan<byte> uid) => uid.Length is > 0 and <= 64 && !uid.ContainsAnyExcept(".0123456789"u8);

    /// <summary>
    /// Makes <c>PREFIX.UID</c>, or <c>UID</c> when the prefix is empty. Anything but ASCII letters, digits, period, hyphen
    /// and underscore becomes an underscore, so no name leads out of its directory.
    /// </summary>
    /// <returns>Stored, or why there is no such name; then the name is empty.</returns>
    public StoreResult Set(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> uid)
    {
        _length = 0;
        _bytes[0] = 0;
        if (uid.IsEmpty)
        {
            return new StoreResult(StoreOutcome.CannotUnderstand, "SOP Instance UID is empty");
        }

        int start = prefix.IsEmpty ? 0 : prefix.Length + 1;
        if (start + uid.Length > MaxLength)
        {
            return new StoreResult(
                StoreOutcome.CannotWrite, $"file name would have more than {MaxLength} bytes");
        }

        if (start == 0 && uid[0] == (byte)'.')
        {
            // ".", "..", hidden files, and with them every part file
            return new StoreResult(StoreOutcome.CannotUnderstand, "SOP Instance UID starts with a period, which makes no file name");
        }

        if (start > 0)
        {
            prefix.CopyTo(_bytes);
            _bytes[start - 1] = (byte)'.';
        }

        IsExact = true;
        for (int i = 0; i < uid.Length; i++)
        {
            byte letter = uid[i];
            bool kept = char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'.' or (byte)'-' or (byte)'_';
            _bytes[start + i] = kept ? letter : (byte)'_';
            IsExact &= kept;
        }

        _length = start + uid.Length;
        _cleanLength = _length;
        _bytes[_length] = 0;
        return new StoreResult(StoreOutcome.Stored, null);
    }

    /// <summary>
    /// Makes another name, where the one that <see cref="Set"/> made is taken: that one, cut where it is too long,
    /// an underscore and a number of 16 hexadecimal digits.
    /// </summary>
    public void Distinguish(ulong number)
    {
        const int Digits = 16;
        int start = Math.Min(_cleanLength, MaxLength - Digits - 1);
        _bytes[start] = (byte)'_';
        Encoding.ASCII.GetBytes(number.ToString("x16", CultureInfo.InvariantCulture), _bytes.AsSpan(start + 1));
        _length = start + 1 + Digits;
        _bytes[_length] = 0;
        IsExact = false;
    }

    public override string ToString() => Encoding.ASCII.GetString(_bytes, 0, _length);
}
