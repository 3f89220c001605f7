using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Whorl.Triggers.Listening;

/// <summary>Accepts the connections of one socket and sorts them by protocol.</summary>
internal sealed class SharedListener : IAsyncDisposable
{
    /// <summary>How long a connection may stay silent from its beginning; Kestrel's own clocks start only after this one.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(120);

    private readonly IConnectionListener _sockets;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _unbound;

    public SharedListener(IConnectionListener sockets)
    {
        _sockets = sockets;
        Http1 = new ProtocolListener(this);
        Http2 = new ProtocolListener(this);
        _accepting = AcceptAllAsync();
    }

    /// <summary>The connections that speak HTTP/1.</summary>
    public IConnectionListener Http1 { get; }

    /// <summary>The connections that begin with the preface of HTTP/2.</summary>
    public IConnectionListener Http2 { get; }

    /// <summary>Where the socket is bound.</summary>
    public EndPoint EndPoint => _sockets.EndPoint;

    // What every HTTP/2 connection starts with (RFC 9113, section 3.4), as far as it tells it from all of HTTP/1.
    private static ReadOnlySpan<byte> Preface => "PRI "u8;

    /// <summary>Closes the socket. Called after <see cref="UnbindAsync"/>, by each protocol's listener.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sockets.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AcceptAllAsync()
    {
        try
        {
            while (await _sockets.AcceptAsync().ConfigureAwait(false) is { } connection)
            {
                _ = SortAsync(connection);
            }
        }
        finally
        {
            ((ProtocolListener)Http1).Close();
            ((ProtocolListener)Http2).Close();
        }
    }

    private async Task SortAsync(ConnectionContext connection)
    {
        bool isTaken = false;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        patience.CancelAfter(s_silence);
        try
        {
            bool isHttp2 = await BeginsWithPrefaceAsync(connection.Transport.Input, patience.Token).ConfigureAwait(false);
            isTaken = ((ProtocolListener)(isHttp2 ? Http2 : Http1)).TryOffer(connection);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has gone, has said nothing for too long, or the server stops: nothing was asked, so nothing is owed.
        }

        if (!isTaken)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Looks at the first bytes and leaves them where they are.</summary>
    private static async ValueTask<bool> BeginsWithPrefaceAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            int length = (int)Math.Min(read.Buffer.Length, Preface.Length);
            bool canBe = BeginsLikePreface(read.Buffer, length);
            if (!canBe || length == Preface.Length || read.IsCompleted)
            {
                input.AdvanceTo(read.Buffer.Start);
                return canBe && length == Preface.Length;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool BeginsLikePreface(in ReadOnlySequence<byte> bytes, int length)
    {
        Span<byte> first = stackalloc byte[Preface.Length];
        bytes.Slice(0, length).CopyTo(first);
        return first[..length].SequenceEqual(Preface[..length]);
    }

    private async ValueTask UnbindAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _unbound, 1) == 0)
        {
            await _sockets.UnbindAsync(cancellationToken).ConfigureAwait(false);
            await _stopping.CancelAsync().ConfigureAwait(false);
        }

        await _accepting.ConfigureAwait(false);
    }

    /// <summary>What Kestrel takes for a listener of one protocol. Either of the two unbinds the socket.</summary>
    private sealed class ProtocolListener(SharedListener shared) : IConnectionListener
    {
        private readonly Channel<ConnectionContext> _connections = Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleReader = true });

        public EndPoint EndPoint => shared.EndPoint;

        public bool TryOffer(ConnectionContext connection) => _connections.Writer.TryWrite(connection);

        public void Close() => _connections.Writer.TryComplete();

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            await _connections.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false) && _connections.Reader.TryRead(out ConnectionContext? connection)
                ? connection
                : null;

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => shared.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => shared.DisposeAsync();
    }
}
