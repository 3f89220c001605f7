using System.Buffers;
using System.IO.Pipelines;
using Whorl.Wasi.Http;

namespace Whorl.Wasi.Io;

/// <summary>
/// Reads from a pipe. What a read gives is the pipe's own memory: it is handed back to the pipe at the next call,
/// when the guest has its copy.
/// </summary>
internal sealed class PipeInput : InputSource
{
    // Memory is handed back in steps of this size, so that a writer that waits for room goes on before all is read.
    private const int ReleaseBytes = 64 * 1024;

    private readonly WasiContext _context;
    private readonly PipeReader _reader;
    private readonly PipeInputOptions _options;
    private PendingOperation<ReadResult> _pending;
    private ReadOnlySequence<byte> _unread;
    private ITimer? _idleTimer;
    private long _total;
    private int _unreleased;
    private bool _holding;
    private bool _last;
    private bool _ended;
    private volatile bool _idledOut;

    public PipeInput(WasiContext context, PipeReader reader, PipeInputOptions options)
    {
        _context = context;
        _reader = reader;
        _options = options;
    }

    /// <summary>Whether all bytes were read and the end seen.</summary>
    public bool IsAtEnd => _ended && Failure is null;

    public override bool IsReady => Fill();

    public override StreamStatus Read(int max, out ReadOnlySequence<byte> bytes)
    {
        bytes = default;
        if (_ended)
        {
            return StreamStatus.Closed;
        }

        if (!Fill())
        {
            return StreamStatus.Open;
        }

        if (Failure is not null)
        {
            _ended = true;
            return StreamStatus.Failed;
        }

        if (_ended)
        {
            return StreamStatus.Closed;
        }

        int count = (int)Math.Min(_unread.Length, Math.Min(max, MaxReadBytes));
        bytes = _unread.Slice(0, count);
        _unread = _unread.Slice(count);
        _unreleased += count;
        return StreamStatus.Open;
    }

    /// <summary>Filling starts the read whose end wakes the guest, so there is nothing left to arm.</summary>
    public override void Arm() => Fill();

    /// <summary>Leaves the pipe as it is, for whoever owns it: nothing held, and no read under way if that can be had.</summary>
    public override void Dispose()
    {
        _idleTimer?.Dispose();
        _idleTimer = null;
        if (_pending.IsActive && !_pending.IsCompleted)
        {
            _reader.CancelPendingRead();
        }

        try
        {
            if (_pending.IsActive && _pending.IsCompleted)
            {
                _unread = _pending.Take().Buffer;
                _holding = true;
            }

            if (_holding)
            {
                Release();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The pipe broke, and nobody is left to be told.
            _holding = false;
        }

        _unread = default;
        _ended = true;
    }

    /// <summary>Whether there is something to tell: bytes, the end or a failure. Starts a read if there is not.</summary>
    private bool Fill()
    {
        if (_ended || Failure is not null)
        {
            return true;
        }

        try
        {
            return TryFill();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a reader throws is the source's failure, and the guest's to deal with.
            Fail(_options.Failure(e));
            return true;
        }
    }

    private bool TryFill()
    {
        if (_holding)
        {
            if (!_unread.IsEmpty && _unreleased < ReleaseBytes)
            {
                return true;
            }

            Release();
            if (_last && _unread.IsEmpty)
            {
                _unread = default;
                _ended = true;
                return true;
            }
        }

        while (true)
        {
            if (!_pending.IsActive)
            {
                _pending.Start(_reader.ReadAsync(CancellationToken.None), _context.Signal);
                StartIdleTimer();
            }

            if (!_pending.IsCompleted)
            {
                return false;
            }

            if (Accept(_pending.Take()))
            {
                return true;
            }
        }
    }

    private void Release()
    {
        _holding = false;
        _reader.AdvanceTo(_unread.Start);
        _total += _unreleased;
        _unreleased = 0;
    }

    private bool Accept(ReadResult result)
    {
        _idleTimer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _holding = true;
        _unread = result.Buffer;
        _last = result.IsCompleted;
        if (!_unread.IsEmpty)
        {
            return WithinLimit();
        }

        _reader.AdvanceTo(_unread.End);
        _holding = false;
        _ended = _last;
        if (_idledOut && result.IsCanceled)
        {
            Fail(new IoError(new HttpError(HttpErrorKind.ConnectionReadTimeout)));
        }

        return _ended || Failure is not null;
    }

    /// <summary>Counts what came in new: what is held includes what was there, and left unread, at the last release.</summary>
    private bool WithinLimit()
    {
        long seen = _total + _unread.Length;
        if (seen > _options.LimitBytes)
        {
            _reader.AdvanceTo(_unread.End);
            _holding = false;
            Fail(new IoError(new HttpError(_options.LimitError) { Size = (ulong)_options.LimitBytes }));
            _context.Report("incoming-body-bytes", _options.LimitBytes, $"{_options.Name} is larger", "the component was told so");
        }

        return true;
    }

    private void Fail(IoError error)
    {
        Failure = error;
        _unread = default;
    }

    private void StartIdleTimer()
    {
        if (_options.IdleTimeout is { } timeout && !_pending.IsCompleted)
        {
            _idleTimer ??= _context.Options.Time.CreateTimer(
                static state => ((PipeInput)state!).OnIdle(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _idleTimer.Change(timeout, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnIdle()
    {
        _idledOut = true;
        _reader.CancelPendingRead();
    }
}
