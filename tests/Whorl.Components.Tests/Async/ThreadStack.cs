using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Whorl.Components.Tests.Async;

/// <summary>The stack that the system made for a thread: where all of its managed frames have to lie.</summary>
internal readonly record struct ThreadStack(nint Thread, nint Lowest, nint Size)
{
    // A pthread_attr_t has 56 bytes on x64 and 64 on arm64.
    private const int AttributesSize = 128;

    /// <summary>The stack of the calling thread.</summary>
    public static ThreadStack Current
    {
        get
        {
            var attributes = new byte[AttributesSize];
            var thread = pthread_self();
            Assert.Equal(0, pthread_getattr_np(thread, attributes));
            Assert.Equal(0, pthread_attr_getstack(attributes, out var lowest, out var size));
            Assert.Equal(0, pthread_attr_destroy(attributes));
            return new ThreadStack(thread, lowest, size);
        }
    }

    /// <summary>Where the calling method's frame is, to a few bytes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint Here()
    {
        byte local = 0;
        return AddressOf(ref local);
    }

    /// <summary>Where something is, as long as it does not move.</summary>
    public static nint AddressOf(ref byte place) => Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref place);

    public bool Contains(nint address) => address >= Lowest && address < Lowest + Size;

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint pthread_self();

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int pthread_getattr_np(nint thread, byte[] attributes);

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int pthread_attr_getstack(byte[] attributes, out nint lowest, out nint size);

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int pthread_attr_destroy(byte[] attributes);
}
