using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

using GetScu.Dicom;

namespace GetScu.Storage.Posix;

/// <summary>
/// The command line as bytes. The runtime turns those that are not UTF-8 into U+FFFD, so they are read where the system has
/// put them: below the environment, as the ABI of each processor lays out a new process. /proc is not needed.
/// </summary>
/// <remarks>
/// Upward from low addresses (System V ABI, "Initial Stack and Register State"):
/// <code>
///   argc | argv[0] ... argv[argc - 1] | NULL | environ[0] ... | NULL
/// </code>
/// </remarks>
internal static unsafe class RawArguments
{
    private const char Replacement = '\uFFFD';

    /// <summary>The same arguments with every byte kept, see <see cref="RawText"/>.</summary>
    /// <param name="arguments">All of them as the runtime decoded them, the program's own name first.</param>
    /// <returns>null: some are not UTF-8 and their bytes are not where they should be.</returns>
    public static string[]? Restore(string[] arguments)
    {
        if (!Array.Exists(arguments, argument => argument.Contains(Replacement)))
        {
            return arguments;
        }

        byte** first = First(arguments.Length);
        if (first is null)
        {
            return null;
        }

        string[] raw = new string[arguments.Length];
        for (int i = 0; i < raw.Length; i++)
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(first[i]);
            if (Encoding.UTF8.GetString(bytes) != arguments[i])
            {
                return null;
            }

            raw[i] = RawText.Decode(bytes);
        }

        return raw;
    }

    /// <summary>Overwrites arguments where the system shows them to everybody, as in /proc/PID/cmdline.</summary>
    /// <param name="arguments">All of them, see <see cref="Restore"/>; the program's own name is left alone.</param>
    /// <param name="secrets">Those to overwrite, wherever they stand.</param>
    public static void Hide(string[] arguments, List<string> secrets)
    {
        byte** first = secrets.Count > 0 ? First(arguments.Length) : null;
        for (int i = 1; first is not null && i < arguments.Length; i++)
        {
            Span<byte> bytes = new(first[i], MemoryMarshal.CreateReadOnlySpanFromNullTerminated(first[i]).Length);
            if (secrets.Contains(RawText.Decode(bytes)))
            {
                bytes.Fill((byte)'*');
            }
        }
    }

    /// <summary>The value of an environment variable with every byte kept; empty when it is not set.</summary>
    /// <param name="name">NUL-terminated.</param>
    public static string Environment(ReadOnlySpan<byte> name)
    {
        fixed (byte* start = name)
        {
            return RawText.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(SystemCalls.GetEnvironmentVariable(start)));
        }
    }

    /// <summary>Where the system has put the arguments; null where they are not there.</summary>
    private static byte** First(int count)
    {
        // Somebody may have given the process another environment, elsewhere: then what is below it is not looked at further.
        byte** end = SystemCalls.GetEnvironment() - 1;
        byte** first = end - count;
        return *end is null && *(long*)(first - 1) == count ? first : null;
    }
}
