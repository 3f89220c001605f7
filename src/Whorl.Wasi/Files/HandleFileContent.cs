using Microsoft.Win32.SafeHandles;

namespace Whorl.Wasi.Files;

/// <summary>Content behind a file handle of the host, which is opened at the first read and kept.</summary>
internal sealed class HandleFileContent(Func<SafeFileHandle> open, long length, ReadOnlySpan<byte> digest, DateTimeOffset modified)
    : FileContent(length, digest, modified)
{
    private readonly Lock _opening = new();
    private volatile SafeFileHandle? _handle;

    public override int Read(long offset, Span<byte> destination)
    {
        if (offset >= Length)
        {
            return 0;
        }

        SafeFileHandle handle = Open();
        int wanted = (int)Math.Min(destination.Length, Length - offset);
        int done = 0;
        while (done < wanted)
        {
            int count = RandomAccess.Read(handle, destination[done..wanted], offset + done);
            if (count == 0)
            {
                throw new IOException(
                    $"A file ends after {offset + done} bytes, but had {Length} when it was added to the file tree. Load the app again.");
            }

            done += count;
        }

        return done;
    }

    protected override void Dispose(bool disposing)
    {
        _handle?.Dispose();
        base.Dispose(disposing);
    }

    private SafeFileHandle Open()
    {
        if (_handle is { } opened)
        {
            return opened;
        }

        lock (_opening)
        {
            return _handle ??= open();
        }
    }
}
