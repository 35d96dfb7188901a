namespace GetScu.Storage.Posix;

/// <summary>
/// A caller may close standard output or error. The next file, socket or pipe would get that descriptor, and log lines would
/// go into an object, to the peer, or to the runtime's own pipe for signals, which takes their bytes for signals.
/// </summary>
internal static class StandardDescriptors
{
    /// <summary>Fills descriptors 0 to 2 where they are closed, with something that nothing can be written to.</summary>
    public static void Fill()
    {
        int descriptor;
        do
        {
            // The lowest free one each time.
            descriptor = Take();
        }
        while (descriptor is >= 0 and <= 2);

        _ = Libc.Close(descriptor);
    }

    /// <summary>Whether so many more descriptors can be had at once; tried, since a limit does not say what is in use.</summary>
    public static bool HasRoomFor(int count)
    {
        int descriptor = Take();
        bool hasRoom = descriptor >= 0 && (count <= 1 || HasRoomFor(count - 1));
        _ = descriptor >= 0 ? Libc.Close(descriptor) : 0;
        return hasRoom;
    }

    private static int Take() => Libc.OpenAt(Libc.AT_FDCWD, "/"u8, Libc.O_PATH | Libc.O_CLOEXEC);
}
