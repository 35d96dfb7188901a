using System;
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

        // Somebody may have given the process another environment, elsewhere: then what is below it is not looked at further.
        byte** end = Libc.GetEnvironment() - 1;
        byte** first = end - arguments.Length;
        if (*end is not null || *(long*)(first - 1) != arguments.Length)
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

    /// <summary>The value of an environment variable with every byte kept; empty when it is not set.</summary>
    /// <param name="name">NUL-terminated.</param>
    public static string Environment(ReadOnlySpan<byte> name)
    {
        fixed (byte* start = name)
        {
            return RawText.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(Libc.GetEnvironmentVariable(start)));
        }
    }
}
