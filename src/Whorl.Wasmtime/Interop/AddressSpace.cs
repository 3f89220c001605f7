using System.Runtime.InteropServices;

namespace Whorl.Wasmtime.Interop;

/// <summary>Asks the system whether address space can be had, by reserving it and giving it back.</summary>
internal static partial class AddressSpace
{
    private const int ReadWrite = 3;
    private const int MapPrivate = 0x02;
    private const int MapAnonymousLinux = 0x20;
    private const int MapAnonymousApple = 0x1000;
    private const int MapNoReserveLinux = 0x4000;
    private const uint MemReserve = 0x2000;
    private const uint MemRelease = 0x8000;
    private const uint PageNoAccess = 0x01;

    /// <summary>Whether two ranges can be reserved at once; they are released again.</summary>
    /// <param name="inaccessibleBytes">A range without access rights.</param>
    /// <param name="writableBytes">A range to read and write, of which little will be touched.</param>
    public static bool CanReserve(ulong inaccessibleBytes, ulong writableBytes)
    {
        if (!TryReserve(inaccessibleBytes, writable: false, out var first))
        {
            return false;
        }

        var both = TryReserve(writableBytes, writable: true, out var second);
        if (both)
        {
            Release(second, writableBytes);
        }

        Release(first, inaccessibleBytes);
        return both;
    }

    private static bool TryReserve(ulong bytes, bool writable, out nint address)
    {
        if (OperatingSystem.IsWindows())
        {
            address = VirtualAlloc(0, (nuint)bytes, MemReserve, PageNoAccess);
            return address != 0;
        }

        var flags = MapPrivate | (OperatingSystem.IsLinux() ? MapAnonymousLinux | MapNoReserveLinux : MapAnonymousApple);
        address = mmap(0, (nuint)bytes, writable ? ReadWrite : 0, flags, -1, 0);
        return address != -1;
    }

    private static void Release(nint address, ulong bytes)
    {
        _ = OperatingSystem.IsWindows() ? VirtualFree(address, 0, MemRelease) : munmap(address, (nuint)bytes);
    }

    [LibraryImport("libc")]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc")]
    private static partial int munmap(nint address, nuint length);

    [LibraryImport("kernel32")]
    private static partial nint VirtualAlloc(nint address, nuint size, uint allocationType, uint protection);

    [LibraryImport("kernel32")]
    private static partial int VirtualFree(nint address, nuint size, uint freeType);
}
