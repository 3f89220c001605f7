using System.Buffers;
using Whorl.Wasi.Files;

namespace Whorl.Wasi.Io;

/// <summary>Reads a file from some place on. The end is where the file ends when it is reached.</summary>
internal sealed class FileInput : InputSource
{
    private readonly RegularFile _file;
    private ulong _offset;
    private byte[] _buffer = [];
    private bool _closed;
    private bool _disposed;

    public FileInput(RegularFile file, ulong offset)
    {
        _file = file;
        _offset = offset;
        file.Open();
    }

    public override bool IsReady => true;

    public override StreamStatus Read(int max, out ReadOnlySequence<byte> bytes)
    {
        bytes = default;
        if (_closed)
        {
            return StreamStatus.Closed;
        }

        long rest = Math.Max(0, _file.Length - (long)Math.Min(_offset, long.MaxValue));
        int wanted = (int)Math.Min(rest, Math.Min(max, MaxReadBytes));
        if (wanted == 0)
        {
            return rest == 0 && max > 0 ? StreamStatus.Closed : StreamStatus.Open;
        }

        if (_buffer.Length < wanted)
        {
            Return();
            _buffer = ArrayPool<byte>.Shared.Rent(wanted);
        }

        if (_file.Read(_offset, _buffer.AsSpan(0, wanted), out int count) is { } error)
        {
            _closed = true;
            Failure = new IoError(error);
            return StreamStatus.Failed;
        }

        _offset += (ulong)count;
        bytes = new ReadOnlySequence<byte>(_buffer, 0, count);
        return StreamStatus.Open;
    }

    public override void Arm()
    {
    }

    public override void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _closed = true;
            Return();
            _file.Close();
        }
    }

    private void Return()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }
}
