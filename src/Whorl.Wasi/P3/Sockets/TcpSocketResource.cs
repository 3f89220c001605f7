using System.IO.Pipelines;
using System.Net.Sockets;
using Whorl.Components.Hosting;
using Whorl.Wasi.Io;
using Whorl.Wasi.P3.Sockets.Types;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P3.Sockets;

/// <summary><c>wasi:sockets/types.tcp-socket</c>.</summary>
internal sealed partial class TcpSocketResource(WasiContext context, TcpSocket socket) : ITcpSocket
{
    private const int ReadBytes = 16 * 1024;

    private bool _receives;
    private bool _sends;

    public Result<Unit, ErrorCode> Bind(IpSocketAddress localAddress) => SocketErrors.From(socket.Bind(Addresses.ToEndPoint(localAddress)));

    public async ValueTask<Result<Unit, ErrorCode>> Connect(IpSocketAddress remoteAddress, HostTask task)
    {
        Result<Unit, SocketFault> started = socket.StartConnect(Addresses.ToEndPoint(remoteAddress));
        if (!started.IsOk)
        {
            return SocketErrors.From(started);
        }

        await Task.WhenAny(socket.Pending!).ConfigureAwait(false);
        return SocketErrors.From(socket.FinishConnect());
    }

    public Result<ComponentStream<ITcpSocket>, ErrorCode> Listen()
    {
        Result<Unit, SocketFault> listening = socket.Listen();
        return listening.IsOk ? ComponentStream.From(AcceptAllAsync()) : SocketErrors.From(listening.Error);
    }

    public ComponentFuture<Result<Unit, ErrorCode>> Send(ComponentStream<byte> data)
    {
        if (_sends || socket.State != TcpState.Connected)
        {
            data.Dispose();
            Result<Unit, ErrorCode> refused = ErrorCode.InvalidState;
            return ComponentFuture.From(refused);
        }

        _sends = true;
        return ComponentFuture.From(SendAsync(data, socket.Use()));
    }

    public (ComponentStream<byte>, ComponentFuture<Result<Unit, ErrorCode>>) Receive()
    {
        if (_receives || socket.State != TcpState.Connected)
        {
            Result<Unit, ErrorCode> refused = ErrorCode.InvalidState;
            return (ComponentStream.From<byte>(ReadOnlyMemory<byte>.Empty), ComponentFuture.From(refused));
        }

        _receives = true;
        var stream = new ConnectionStream(socket.Use());
        PipeReader pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ReadBytes, minimumReadSize: ReadBytes / 4));
        var reader = new ObservedReader(pipe, context.Options.Time);
        return (ComponentStream.FromPipe(reader), ComponentFuture.From(EndOfAsync(reader)));
    }

    public void Dispose() => socket.Release();

    private async IAsyncEnumerable<ITcpSocket> AcceptAllAsync()
    {
        socket.Use();
        try
        {
            while (true)
            {
                if (!socket.IsReady)
                {
                    await Task.WhenAny(socket.Pending!).ConfigureAwait(false);
                }

                if (socket.Accept().TryGet(out TcpSocket? accepted, out SocketFault fault))
                {
                    yield return new TcpSocketResource(context, accepted);
                }
                else if (fault is not (SocketFault.NewSocketLimit or SocketFault.ConnectionAborted))
                {
                    yield break;
                }
            }
        }
        finally
        {
            socket.Release();
        }
    }

    private async Task<Result<Unit, ErrorCode>> SendAsync(ComponentStream<byte> data, Socket connection)
    {
        try
        {
            PipeWriter writer = PipeWriter.Create(new ConnectionStream(connection), new StreamPipeWriterOptions(leaveOpen: true));
            await data.CopyToAsync(writer, context.Ended).ConfigureAwait(false);
            connection.Shutdown(SocketShutdown.Send);
            return default(Unit);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            return SocketErrors.From(SocketFaults.From(e));
        }
        finally
        {
            data.Dispose();
            socket.Release();
        }
    }

    private async Task<Result<Unit, ErrorCode>> EndOfAsync(ObservedReader reader)
    {
        Exception? failure = await reader.Ended.ConfigureAwait(false);
        socket.Release();
        return failure is null ? default(Unit) : SocketErrors.From(SocketFaults.From(failure));
    }
}
