namespace Whorl.Wasi.Files;

/// <summary>
/// What the files that a guest writes take of its limit, and what all of them share. It is also what is locked around a change of a file:
/// streams of WASI 0.3 may come to one on any thread.
/// </summary>
internal sealed class FileSpace(WasiContext context)
{
    /// <summary>What a file or directory counts for besides its name and content.</summary>
    private const long NodeBytes = 256;

    private long _used;
    private ulong _lastId;
    private bool _reported;

    public FileTime Now() => FileTime.From(context.Options.Time.GetUtcNow());

    public ulong NextId() => ++_lastId;

    /// <summary>Takes room, or gives it back if the number is negative.</summary>
    public bool TryReserve(long bytes)
    {
        long limit = context.Options.Limits.TransientFileBytes;
        lock (this)
        {
            if (bytes <= limit - _used)
            {
                _used += bytes;
                return true;
            }

            if (!_reported)
            {
                _reported = true;
                context.Report("transient-file-bytes", limit, "the component's transient files would take more", "it got no space");
            }

            return false;
        }
    }

    public void Release(long bytes) => TryReserve(-bytes);

    public bool TryReserveNode(string name) => TryReserve(NodeBytes + (2 * name.Length));

    public void ReleaseNode(string name) => Release(NodeBytes + (2 * name.Length));
}
