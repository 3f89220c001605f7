using System.Buffers;
using System.IO.Pipelines;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi;

/// <summary>What the WASI hosts hold for one instance. Used by one thread at a time: the one that runs the guest.</summary>
public sealed partial class WasiContext : IDisposable
{
    private OutgoingBody? _held;

    /// <summary>Creates the context of a new instance.</summary>
    /// <param name="options">What all instances of the component have in common.</param>
    public WasiContext(WasiContextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
    }

    /// <summary>What all instances of the component have in common.</summary>
    public WasiContextOptions Options { get; }

    /// <summary>Where standard output goes.</summary>
    public IOutputSink Stdout { get; init; } = NullOutputSink.Instance;

    /// <summary>Where standard error goes.</summary>
    public IOutputSink Stderr { get; init; } = NullOutputSink.Instance;

    /// <summary>Where standard input comes from; null for one that is at its end.</summary>
    public PipeReader? Stdin { get; init; }

    /// <summary>Sends the guest's requests; null if it may send none.</summary>
    public IOutboundHttp? OutboundHttp { get; init; }

    /// <summary>Says where the guest's sockets may go; null if it may have none.</summary>
    public ISocketPolicy? Sockets { get; init; }

    /// <summary>Told around every wait.</summary>
    public IBlockingRegion? Blocking { get; init; }

    /// <summary>
    /// Ends every wait of the guest with an <see cref="OperationCanceledException"/> that unwinds it: the client went away, or time
    /// is up.
    /// </summary>
    public CancellationToken Aborted { get; init; }

    /// <summary>
    /// Told of limits that the guest ran into and survived, on the guest's thread; for WASI 0.3 on any. Those that end it throw
    /// <see cref="WasiLimitException"/>.
    /// </summary>
    public Action<LimitReached>? LimitReached { get; init; }

    /// <summary>A sender of responses that has none to send. On the instance's loop.</summary>
    internal P3.Http.ResponseSender? IdleSender { get; set; }

    /// <summary>
    /// Sends on what the guest has written and flushed, but what is held back for a moment so that small responses go out in one piece.
    /// For a guest that computes long without calling the host: call it on the guest's thread from the epoch callback.
    /// </summary>
    public void PushHeldOutput()
    {
        while (_held is { } body)
        {
            _held = body.NextHeld;
            body.NextHeld = null;
            body.IsHeld = false;
            body.Push();
        }
    }

    /// <summary>Ends whatever is under way on the instance's behalf. The guest must not run any more.</summary>
    public void Dispose()
    {
        _abortRegistration.Dispose();
        if (_joined is { } joined)
        {
            _joined = null;
            ArrayPool<byte>.Shared.Return(joined);
        }

        HashSet<IDisposable>? ends;
        lock (_endsGate)
        {
            _disposed = true;
            ends = _ends;
            _ends = null;
        }

        _ended?.Cancel();
        _ended?.Dispose();
        foreach (IDisposable end in ends ?? [])
        {
            end.Dispose();
        }
    }

    /// <summary>Remembers a body that has something to push.</summary>
    internal void Hold(OutgoingBody body)
    {
        if (!body.IsHeld)
        {
            body.IsHeld = true;
            body.NextHeld = _held;
            _held = body;
        }
    }
}
