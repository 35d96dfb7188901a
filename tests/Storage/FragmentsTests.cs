using System.Runtime.InteropServices;

using GetScu.Storage;
using GetScu.Storage.Posix;
using GetScu.Tests.Support;

namespace GetScu.Tests.Storage;

/// <summary>Bytes that are gathered by address, and written with their head before them.</summary>
[TestClass]
public sealed class FragmentsTests
{
    [TestMethod]
    public unsafe void The_head_comes_first_whenever_it_is_set()
    {
        byte* memory = (byte*)NativeMemory.Alloc(64);
        "headABCDEFGH"u8.CopyTo(new Span<byte>(memory, 64));
        using Fragments fragments = new();
        fragments.Begin();
        Assert.IsFalse(fragments.IsBorrowing);
        fragments.Append(memory + 4, 2);
        Assert.IsTrue(fragments.IsBorrowing);
        fragments.Append(memory + 8, 2);
        fragments.SetHead(memory, 4);
        Assert.AreEqual("headABEF", Written(fragments));
        Assert.IsFalse(fragments.IsBorrowing);
        NativeMemory.Free(memory);
    }

    /// <summary>What is kept is a copy: its memory may become something else, also where it ends at the copy's own address.</summary>
    [TestMethod]
    public unsafe void What_is_kept_may_be_overwritten()
    {
        byte* memory = (byte*)NativeMemory.Alloc(64);
        "headABCDEFGH"u8.CopyTo(new Span<byte>(memory, 64));
        byte* kept = memory + 32;
        using Fragments fragments = new();
        fragments.Begin();
        Assert.AreEqual(0u, fragments.Keep(kept));
        fragments.Append(memory + 4, 2);
        fragments.Append(memory + 8, 2);
        Assert.AreEqual(4u, fragments.Keep(kept));
        Assert.IsFalse(fragments.IsBorrowing);
        "xxxxxxxx"u8.CopyTo(new Span<byte>(memory + 4, 8));
        fragments.Append(memory + 4, 1);
        Assert.AreEqual(1u, fragments.Keep(kept + 4));
        fragments.Append(memory + 4, 2);
        Assert.IsTrue(fragments.IsBorrowing);
        fragments.SetHead(memory, 4);
        Assert.AreEqual("headABEFxxx", Written(fragments));
        NativeMemory.Free(memory);
    }

    [TestMethod]
    public unsafe void Those_that_lie_behind_each_other_take_one_place_and_there_is_an_end()
    {
        byte* memory = (byte*)NativeMemory.AllocZeroed(4 * Libc.IOV_MAX);
        using Fragments fragments = new();
        fragments.Begin();
        for (int i = 0; i < 2 * Libc.IOV_MAX; i++)
        {
            fragments.Append(memory + i, 1);
        }

        Assert.IsFalse(fragments.IsFull);
        int count = 1;
        for (; !fragments.IsFull; count++)
        {
            fragments.Append(memory + (2 * count), 1);
        }

        Assert.AreEqual(Libc.IOV_MAX - 1, count);
        Assert.HasCount((2 * Libc.IOV_MAX) + count - 1, Written(fragments));
        Assert.IsFalse(fragments.IsFull);
        NativeMemory.Free(memory);
    }

    [TestMethod]
    public unsafe void An_error_is_given_and_everything_forgotten()
    {
        byte one = 1;
        using Fragments fragments = new();
        fragments.Begin();
        fragments.Append(&one, 1);
        Assert.AreEqual(Libc.EBADF, fragments.WriteTo(-1));
        Assert.AreEqual("", Written(fragments));
    }

    private static unsafe string Written(Fragments fragments)
    {
        using TempFolder folder = new();
        using (FileStream file = new(folder.File("file"), FileMode.Create))
        {
            Assert.AreEqual(0, fragments.WriteTo((int)file.SafeFileHandle.DangerousGetHandle()));
        }

        return System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder.File("file")));
    }
}
