using System;
using System.Globalization;
using System.Text;

using GetScu.Dicom;

namespace GetScu.Net.Retrieve;

/// <summary>
/// One JSON object in one line (RFC 8259), built member by member in a buffer that is used again. Whatever the text is, the
/// line is UTF-8, has one line feed, at its end, and nothing in it that a terminal would act upon.
/// </summary>
internal sealed class JsonLine
{
    /// <summary>A buffer that a long line has made larger is not kept. Arbitrary.</summary>
    private const int KeptLength = 16 * 1024;

    private byte[] _bytes = new byte[1024];
    private int _length;
    private bool _isFirst;

    /// <summary>Begins a line.</summary>
    public void Begin()
    {
        _bytes = _bytes.Length > KeptLength ? new byte[1024] : _bytes;
        _length = 0;
        _isFirst = true;
        Put("{"u8);
    }

    /// <summary>Text of this program or of the user, as <see cref="RawText"/> has it; null stays null.</summary>
    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
        {
            Null(name);
            return;
        }

        Name(name);
        if (Ascii.IsValid(value))
        {
            // Nearly all: nothing is allocated for it.
            Put("\""u8);
            foreach (char letter in value)
            {
                Character((byte)letter);
            }

            Put("\""u8);
        }
        else
        {
            String(RawText.Encode(value));
        }
    }

    /// <summary>Text as bytes, UTF-8 or not.</summary>
    public void Text(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name(name);
        String(value);
    }

    /// <summary>Text as bytes; null where it is empty.</summary>
    public void TextOrNull(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            Null(name);
        }
        else
        {
            Text(name, value);
        }
    }

    /// <summary>A whole number, or null.</summary>
    public void Number(ReadOnlySpan<byte> name, long? value)
    {
        if (value is not { } number)
        {
            Null(name);
            return;
        }

        Name(name);
        number.TryFormat(Room(20), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Milliseconds as seconds with three decimals.</summary>
    public void Seconds(ReadOnlySpan<byte> name, long milliseconds)
    {
        Number(name, milliseconds / 1000);
        int rest = (int)(milliseconds % 1000);
        Put([(byte)'.', (byte)('0' + rest / 100), (byte)('0' + rest / 10 % 10), (byte)('0' + rest % 10)]);
    }

    /// <summary>A status as four hexadecimal digits.</summary>
    public void Status(ReadOnlySpan<byte> name, ushort value)
    {
        Name(name);
        Put("\""u8);
        Hex(value, 4, "0123456789ABCDEF"u8);
        Put("\""u8);
    }

    public void Flag(ReadOnlySpan<byte> name, bool value)
    {
        Name(name);
        Put(value ? "true"u8 : "false"u8);
    }

    /// <summary>Begins a list of texts.</summary>
    public void BeginList(ReadOnlySpan<byte> name)
    {
        Name(name);
        Put("["u8);
        _isFirst = true;
    }

    /// <summary>One text of a list, as bytes.</summary>
    public void Item(ReadOnlySpan<byte> value)
    {
        Separate();
        String(value);
    }

    public void EndList()
    {
        Put("]"u8);
        _isFirst = false;
    }

    /// <summary>Ends the line.</summary>
    /// <returns>All of it, valid until the next one begins.</returns>
    public ReadOnlySpan<byte> End()
    {
        Put("}\n"u8);
        return _bytes.AsSpan(0, _length);
    }

    private void Null(ReadOnlySpan<byte> name)
    {
        Name(name);
        Put("null"u8);
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        Separate();
        Put("\""u8);
        Put(name);
        Put("\":"u8);
    }

    private void Separate()
    {
        Put(_isFirst ? default : ","u8);
        _isFirst = false;
    }

    private void String(ReadOnlySpan<byte> value)
    {
        Put("\""u8);
        while (!value.IsEmpty)
        {
            int length = 1;
            if (value[0] <= 0x7F)
            {
                Character(value[0]);
            }
            else
            {
                length = Special(value);
            }

            value = value[length..];
        }

        Put("\""u8);
    }

    /// <summary>Writes a character of ASCII.</summary>
    private void Character(byte value)
    {
        if (value is < (byte)' ' or 0x7F)
        {
            Unit(value);
        }
        else if (value is (byte)'"' or (byte)'\\')
        {
            Put([(byte)'\\', value]);
        }
        else
        {
            Room(1)[0] = value;
            _length++;
        }
    }

    /// <summary>Writes what is no ASCII; gives how many bytes it was.</summary>
    private int Special(ReadOnlySpan<byte> value)
    {
        bool isRune = Rune.DecodeFromUtf8(value, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
        if (!isRune)
        {
            // As the log shows a byte that is no part of UTF-8.
            Put("\\\\x"u8);
            Hex(value[0], 2, "0123456789abcdef"u8);
            return 1;
        }

        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        bool isUnsafe = category is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
        if (!isUnsafe)
        {
            Put(value[..length]);
            return length;
        }

        Span<char> units = stackalloc char[2];
        foreach (char unit in units[..rune.EncodeToUtf16(units)])
        {
            Unit(unit);
        }

        return length;
    }

    private void Unit(int unit)
    {
        Put("\\u"u8);
        Hex(unit, 4, "0123456789abcdef"u8);
    }

    private void Hex(int value, int count, ReadOnlySpan<byte> digits)
    {
        for (int shift = 4 * (count - 1); shift >= 0; shift -= 4)
        {
            Put(digits.Slice((value >> shift) & 0xF, 1));
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, int.Max(checked(_length + count), (int)long.Min(2L * _bytes.Length, Array.MaxLength)));
        }

        return _bytes.AsSpan(_length);
    }
}
