using Whorl.Wasi.Files;

namespace Whorl.Wasi.Io;

/// <summary>Writes to a transient file: from some place on, or always at its end.</summary>
internal sealed class FileOutput : OutputTarget
{
    private readonly RegularFile _file;
    private ulong? _offset;
    private bool _closed;
    private bool _disposed;

    public FileOutput(RegularFile file, ulong? offset)
    {
        _file = file;
        _offset = offset;
        file.Open();
    }

    public override StreamStatus CheckWrite(out int permit)
    {
        permit = _closed ? 0 : MaxWriteBytes;
        return _closed ? StreamStatus.Closed : StreamStatus.Open;
    }

    public override StreamStatus Write(ReadOnlySpan<byte> bytes)
    {
        if (_closed)
        {
            return StreamStatus.Closed;
        }

        if (_file.Write(_offset ?? (ulong)_file.Length, bytes) is { } error)
        {
            _closed = true;
            Failure = new IoError(error);
            return StreamStatus.Failed;
        }

        _offset += (ulong)bytes.Length;
        return StreamStatus.Open;
    }

    public override StreamStatus Flush() => _closed ? StreamStatus.Closed : StreamStatus.Open;

    public override void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _file.Close();
        }
    }
}
