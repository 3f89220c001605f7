using System.Net;
using Whorl.Components.Hosting;
using Whorl.Wasi.P3.Sockets.Types;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P3.Sockets;

/// <summary><c>wasi:sockets/types.udp-socket</c>.</summary>
internal sealed class UdpSocketResource(UdpSocket socket) : IUdpSocket
{
    private readonly SemaphoreSlim _receiving = new(1);

    public Result<Unit, ErrorCode> Bind(IpSocketAddress localAddress) => SocketErrors.From(socket.Bind(Addresses.ToEndPoint(localAddress)));

    public Result<Unit, ErrorCode> Connect(IpSocketAddress remoteAddress)
    {
        Result<Unit, SocketFault> connected = socket.Connect(Addresses.ToEndPoint(remoteAddress));
        return SocketErrors.From(connected.IsOk ? socket.BindAnywhere() : connected);
    }

    public Result<Unit, ErrorCode> Disconnect()
    {
        if (socket.Remote is null)
        {
            return ErrorCode.InvalidState;
        }

        socket.Disconnect();
        return default(Unit);
    }

    public async ValueTask<Result<Unit, ErrorCode>> Send(byte[] data, Option<IpSocketAddress> remoteAddress, HostTask task)
    {
        IPEndPoint? named = remoteAddress.TryGet(out IpSocketAddress address) ? Addresses.ToEndPoint(address) : null;
        if (!socket.CheckSend(data.Length, named).TryGet(out IPEndPoint? destination, out SocketFault fault))
        {
            return SocketErrors.From(fault);
        }

        Result<Unit, SocketFault> bound = socket.BindAnywhere();
        if (!bound.IsOk)
        {
            return SocketErrors.From(bound.Error);
        }

        try
        {
            await socket.SendAsync(data, destination).ConfigureAwait(false);
            return default(Unit);
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            return SocketErrors.From(SocketFaults.From(e));
        }
    }

    public async ValueTask<Result<(byte[], IpSocketAddress), ErrorCode>> Receive(HostTask task)
    {
        if (!socket.IsBound)
        {
            return ErrorCode.InvalidState;
        }

        try
        {
            await _receiving.WaitAsync(task.Cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ErrorCode.Other("the call was cancelled");
        }

        try
        {
            return await ReceiveNextAsync(task.Cancellation).ConfigureAwait(false);
        }
        finally
        {
            _receiving.Release();
        }
    }

    public Result<IpSocketAddress, ErrorCode> GetLocalAddress() => SocketErrors.From(socket.LocalAddress);

    public Result<IpSocketAddress, ErrorCode> GetRemoteAddress() =>
        socket.Remote is { } remote ? Addresses.From(remote) : ErrorCode.InvalidState;

    public IpAddressFamily GetAddressFamily() => Addresses.From(socket.Family);

    public Result<byte, ErrorCode> GetUnicastHopLimit() => SocketErrors.From(socket.Settings.HopLimit);

    public Result<Unit, ErrorCode> SetUnicastHopLimit(byte value) => SocketErrors.From(socket.Settings.SetHopLimit(value));

    public Result<ulong, ErrorCode> GetReceiveBufferSize() => SocketErrors.From(socket.Settings.ReceiveBufferBytes);

    public Result<Unit, ErrorCode> SetReceiveBufferSize(ulong value) => SocketErrors.From(socket.Settings.SetReceiveBufferBytes(value));

    public Result<ulong, ErrorCode> GetSendBufferSize() => SocketErrors.From(socket.Settings.SendBufferBytes);

    public Result<Unit, ErrorCode> SetSendBufferSize(ulong value) => SocketErrors.From(socket.Settings.SetSendBufferBytes(value));

    public void Dispose() => socket.Close();

    /// <summary>What is received by a call that was given up stays for the next one.</summary>
    private async Task<Result<(byte[], IpSocketAddress), ErrorCode>> ReceiveNextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await ((Task)Task.WhenAny(socket.BeginReceive())).WaitAsync(cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return ErrorCode.Other("the call was cancelled");
            }

            Result<Option<Datagram>, SocketFault> received = socket.TryReceive();
            if (!received.IsOk)
            {
                return SocketErrors.From(received.Error);
            }

            if (received.Value.TryGet(out Datagram datagram))
            {
                return (datagram.Data, Addresses.From(datagram.Source));
            }
        }
    }
}
