using Microsoft.Win32.SafeHandles;

namespace Whorl.Wasi.Files;

internal sealed class HostFileContent(string path, long length, ReadOnlySpan<byte> digest) : FileContent(length, digest)
{
    private readonly Lock _opening = new();
    private SafeFileHandle? _handle;

    public override int Read(long offset, Span<byte> destination)
    {
        if (offset >= Length)
        {
            return 0;
        }

        int wanted = (int)Math.Min(destination.Length, Length - offset);
        int done = 0;
        while (done < wanted)
        {
            int count = RandomAccess.Read(Handle, destination[done..wanted], offset + done);
            if (count == 0)
            {
                throw new IOException($"The file '{path}' ends after {offset + done} bytes, but it was {Length} bytes long when it was added to the file tree.");
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

    private SafeFileHandle Handle
    {
        get
        {
            if (_handle is { } open)
            {
                return open;
            }

            lock (_opening)
            {
                return _handle ??= File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess);
            }
        }
    }
}
