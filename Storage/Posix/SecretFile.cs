using System;
using System.IO;

using GetScu.Dicom;

namespace GetScu.Storage.Posix;

/// <summary>A password or token in a file, a pipe or standard input.</summary>
internal static class SecretFile
{
    /// <summary>Everything in it.</summary>
    /// <param name="path">As the user gave it; <see cref="InputFile.Standard"/>: standard input.</param>
    /// <exception cref="IOException">It cannot be read, or holds more than <see cref="Limits.UserIdentity"/>; the message says why, without the name.</exception>
    public static byte[] Read(string path)
    {
        using InputFile file = new(path);
        byte[] content = new byte[Limits.UserIdentity + 1];
        int length = 0;
        while (file.Read(content.AsSpan(length), static () => false) is int count && count > 0)
        {
            length += count;
            if (length > Limits.UserIdentity)
            {
                throw new IOException($"larger than {Limits.UserIdentity} bytes");
            }
        }

        return content[..length];
    }

    /// <summary>The same without the line break that editors and echo put at the end.</summary>
    public static byte[] ReadLine(string path)
    {
        ReadOnlySpan<byte> content = Read(path);
        content = content.EndsWith("\n"u8) ? content[..^1] : content;
        return (content.EndsWith("\r"u8) ? content[..^1] : content).ToArray();
    }
}
