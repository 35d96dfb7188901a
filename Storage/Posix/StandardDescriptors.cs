namespace GetScu.Storage.Posix;

/// <summary>
/// A caller may close standard output or error. The next file, socket or pipe would get that descriptor, and log lines would
/// go into an object, to the peer, or to the runtime's own pipe for signals, which takes their bytes for signals.
/// </summary>
internal static class StandardDescriptors
{
    /// <summary>Fills descriptors 0 to 2 where they are closed, with something that nothing can be written to.</summary>
    public static unsafe void Fill()
    {
        fixed (byte* root = "/"u8)
        {
            int descriptor;
            do
            {
                // The lowest free one each time.
                descriptor = Libc.OpenAt(Libc.AT_FDCWD, root, Libc.O_PATH | Libc.O_CLOEXEC, 0);
            }
            while (descriptor is >= 0 and <= 2);
            _ = Libc.Close(descriptor);
        }
    }

    /// <summary>Whether so many more descriptors can be had at once; tried, since a limit does not say what is in use.</summary>
    public static unsafe bool HasRoomFor(int count)
    {
        fixed (byte* root = "/"u8)
        {
            int descriptor = Libc.OpenAt(Libc.AT_FDCWD, root, Libc.O_PATH | Libc.O_CLOEXEC, 0);
            if (descriptor < 0)
            {
                return false;
            }

            bool hasRoom = count <= 1 || HasRoomFor(count - 1);
            _ = Libc.Close(descriptor);
            return hasRoom;
        }
    }
}
