using System.IO.Pipelines;

namespace Whorl.Wasi.Io;

/// <summary>Shows something that takes bytes at once as a pipe, so that a guest can write a stream to it.</summary>
/// <typeparam name="TError">How writing can fail.</typeparam>
/// <param name="write">Takes bytes; gives what went wrong, if anything. Then nothing more is written.</param>
internal sealed class TargetWriter<TError>(Func<ReadOnlyMemory<byte>, TError?> write) : PipeWriter
    where TError : struct
{
    private const int BufferBytes = 16 * 1024;

    private byte[] _buffer = [];
    private int _count;

    /// <summary>What went wrong, if anything did.</summary>
    public TError? Error { get; private set; }

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _buffer.Length - _count);
        _count += bytes;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length == 0 || _buffer.Length - _count < Math.Max(sizeHint, 1))
        {
            Write();
            if (_buffer.Length < Math.Max(sizeHint, BufferBytes))
            {
                _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(sizeHint, BufferBytes));
            }
        }

        return _buffer.AsMemory(_count);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Write();
        return new(new FlushResult(isCanceled: false, isCompleted: Error is not null));
    }

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null) => Write();

    private void Write()
    {
        if (_count > 0 && Error is null)
        {
            Error = write(_buffer.AsMemory(0, _count));
        }

        _count = 0;
    }
}
