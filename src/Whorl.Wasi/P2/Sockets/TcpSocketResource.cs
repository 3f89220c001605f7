using System.IO.Pipelines;
using System.Net.Sockets;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Io.Streams;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.P2.Sockets.Tcp;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P2.Sockets;

/// <summary>
/// <c>wasi:sockets/tcp.tcp-socket</c>. Binding and listening are done at once, when they are started; finishing them only takes note.
/// </summary>
internal sealed class TcpSocketResource(WasiContext context, TcpSocket socket) : ITcpSocket
{
    private const int ReadBytes = 16 * 1024;

    private Step _started;

    public TcpSocket Socket => socket;

    private enum Step
    {
        None,
        Bind,
        Listen,
    }

    public Result<Unit, ErrorCode> StartBind(INetwork network, IpSocketAddress localAddress) =>
        Start(Step.Bind, () => socket.Bind(Addresses.ToEndPoint(localAddress)));

    public Result<Unit, ErrorCode> FinishBind() => Finish(Step.Bind);

    public Result<Unit, ErrorCode> StartConnect(INetwork network, IpSocketAddress remoteAddress) =>
        _started == Step.None ? SocketErrors.From(socket.StartConnect(Addresses.ToEndPoint(remoteAddress))) : ErrorCode.ConcurrencyConflict;

    public Result<(IInputStream, IOutputStream), ErrorCode> FinishConnect()
    {
        Result<Unit, SocketFault> connected = socket.FinishConnect();
        return connected.IsOk ? OpenStreams(socket) : SocketErrors.From(connected.Error);
    }

    public Result<Unit, ErrorCode> StartListen() => Start(Step.Listen, socket.Listen);

    public Result<Unit, ErrorCode> FinishListen() => Finish(Step.Listen);

    public Result<(ITcpSocket, IInputStream, IOutputStream), ErrorCode> Accept()
    {
        if (_started != Step.None)
        {
            return ErrorCode.InvalidState;
        }

        if (!socket.Accept().TryGet(out TcpSocket? accepted, out SocketFault fault))
        {
            return SocketErrors.From(fault);
        }

        (IInputStream input, IOutputStream output) = OpenStreams(accepted);
        return (new TcpSocketResource(context, accepted), input, output);
    }

    public Result<IpSocketAddress, ErrorCode> LocalAddress() => SocketErrors.From(socket.LocalAddress);

    public Result<IpSocketAddress, ErrorCode> RemoteAddress() => SocketErrors.From(socket.RemoteAddress);

    public bool IsListening() => socket.State == TcpState.Listening && _started == Step.None;

    public IpAddressFamily AddressFamily() => Addresses.From(socket.Family);

    public Result<Unit, ErrorCode> SetListenBacklogSize(ulong value) => SocketErrors.From(socket.SetBacklog(value));

    public Result<bool, ErrorCode> KeepAliveEnabled() => SocketErrors.From(socket.KeepAlive);

    public Result<Unit, ErrorCode> SetKeepAliveEnabled(bool value) => SocketErrors.From(socket.SetKeepAlive(value));

    public Result<ulong, ErrorCode> KeepAliveIdleTime() => SocketErrors.From(socket.KeepAliveIdleNanoseconds);

    public Result<Unit, ErrorCode> SetKeepAliveIdleTime(ulong value) => SocketErrors.From(socket.SetKeepAliveIdle(value));

    public Result<ulong, ErrorCode> KeepAliveInterval() => SocketErrors.From(socket.KeepAliveIntervalNanoseconds);

    public Result<Unit, ErrorCode> SetKeepAliveInterval(ulong value) => SocketErrors.From(socket.SetKeepAliveInterval(value));

    public Result<uint, ErrorCode> KeepAliveCount() => SocketErrors.From(socket.KeepAliveCount);

    public Result<Unit, ErrorCode> SetKeepAliveCount(uint value) => SocketErrors.From(socket.SetKeepAliveCount(value));

    public Result<byte, ErrorCode> HopLimit() => SocketErrors.From(socket.Settings.HopLimit);

    public Result<Unit, ErrorCode> SetHopLimit(byte value) => SocketErrors.From(socket.Settings.SetHopLimit(value));

    public Result<ulong, ErrorCode> ReceiveBufferSize() => SocketErrors.From(socket.Settings.ReceiveBufferBytes);

    public Result<Unit, ErrorCode> SetReceiveBufferSize(ulong value) => SocketErrors.From(socket.Settings.SetReceiveBufferBytes(value));

    public Result<ulong, ErrorCode> SendBufferSize() => SocketErrors.From(socket.Settings.SendBufferBytes);

    public Result<Unit, ErrorCode> SetSendBufferSize(ulong value) => SocketErrors.From(socket.Settings.SetSendBufferBytes(value));

    public Io.Poll.IPollable Subscribe() => new PollableResource(context, socket);

    public Result<Unit, ErrorCode> Shutdown(ShutdownType shutdownType) => SocketErrors.From(socket.Shutdown(shutdownType switch
    {
        ShutdownType.Receive => SocketShutdown.Receive,
        ShutdownType.Send => SocketShutdown.Send,
        _ => SocketShutdown.Both,
    }));

    public void Dispose() => socket.Release();

    private (IInputStream Input, IOutputStream Output) OpenStreams(TcpSocket connection)
    {
        var stream = new ConnectionStream(connection.Use());
        PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ReadBytes, minimumReadSize: ReadBytes / 4));
        var options = new PipeInputOptions("a connection", long.MaxValue, HttpErrorKind.InternalError) { Failure = SocketFaults.ToIoError };
        var source = new ConnectionInput(new PipeInput(context, reader, options), connection);
        return (new InputStreamResource(context, source), new OutputStreamResource(context, new TcpOutput(context, connection)));
    }

    private Result<Unit, ErrorCode> Start(Step step, Func<Result<Unit, SocketFault>> action)
    {
        if (_started != Step.None)
        {
            return ErrorCode.ConcurrencyConflict;
        }

        Result<Unit, SocketFault> done = action();
        _started = done.IsOk ? step : Step.None;
        return SocketErrors.From(done);
    }

    private Result<Unit, ErrorCode> Finish(Step step)
    {
        if (_started != step)
        {
            return ErrorCode.NotInProgress;
        }

        _started = Step.None;
        return default(Unit);
    }
}
