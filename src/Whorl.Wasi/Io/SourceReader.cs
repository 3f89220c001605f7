using System.Buffers;
using System.IO.Pipelines;

namespace Whorl.Wasi.Io;

/// <summary>Shows a source that never has to be waited for as a pipe, so that a guest can have it as a stream.</summary>
internal sealed class SourceReader(InputSource source) : PipeReader
{
    private readonly TaskCompletionSource<IoError?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlySequence<byte> _unread;
    private bool _isOver;

    /// <summary>Completes when nothing more will be read: with the failure if it was not the source's end, nor the reader's own wish.</summary>
    public Task<IoError?> Ended => _ended.Task;

    public override bool TryRead(out ReadResult result)
    {
        if (_unread.IsEmpty && !_isOver)
        {
            _isOver = source.Read(InputSource.MaxReadBytes, out _unread) != StreamStatus.Open;
        }

        if (_isOver && _unread.IsEmpty)
        {
            _ended.TrySetResult(source.Failure);
        }

        result = new ReadResult(_unread, isCanceled: false, isCompleted: _isOver);
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        TryRead(out ReadResult result);
        return new(result);
    }

    public override void AdvanceTo(SequencePosition consumed) => _unread = _unread.Slice(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => AdvanceTo(consumed);

    public override void CancelPendingRead()
    {
    }

    public override void Complete(Exception? exception = null)
    {
        _isOver = true;
        _unread = default;
        source.Dispose();
        _ended.TrySetResult(null);
    }
}
