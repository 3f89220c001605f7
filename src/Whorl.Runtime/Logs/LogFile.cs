namespace Whorl.Runtime.Logs;

/// <summary>A log file of bounded size. Used by the thread of <see cref="ComponentLogs"/> only.</summary>
internal sealed class LogFile(string path, bool truncate, long maxBytes) : IDisposable
{
    private FileStream? _file;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _file ??= Open(truncate ? FileMode.Create : FileMode.Append);
        if (_file.Length + bytes.Length > maxBytes && _file.Length > 0)
        {
            _file.Dispose();
            _file = null;
            File.Move(path, Path.ChangeExtension(path, ".1" + Path.GetExtension(path)), overwrite: true);
            _file = Open(FileMode.Create);
        }

        _file.Write(bytes);
    }

    public void Dispose() => _file?.Dispose();

    // No buffer of our own: the bytes come in large pieces already, and whoever looks at the file wants to see them.
    private FileStream Open(FileMode mode) => new(path, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
