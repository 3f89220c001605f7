using System.Net;
using System.Net.Sockets;
using Whorl.Components.Hosting;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Sockets;

/// <summary>
/// A UDP socket of a guest. To be connected means here that other sources and destinations are left out; the system's socket stays
/// unconnected, so that it can be connected again.
/// </summary>
internal sealed class UdpSocket : IWaitable, IDisposable
{
    /// <summary>The most that a datagram can hold.</summary>
    public const int MaxDatagramBytes = 65_507;

    private readonly WasiContext _context;
    private readonly Socket _socket;
    private byte[]? _buffer;
    private Task<SocketReceiveFromResult>? _receiving;
    private Task? _armed;
    private bool _closed;

    private UdpSocket(WasiContext context, Socket socket, AddressFamily family)
    {
        _context = context;
        _socket = socket;
        Family = family;
        context.EndWithInstance(this);
    }

    public AddressFamily Family { get; }

    public bool IsBound { get; private set; }

    /// <summary>The only end point to exchange datagrams with; null for any.</summary>
    public IPEndPoint? Remote { get; private set; }

    public SocketSettings Settings => new(_socket, _context.Options.Limits.SocketBufferBytes);

    public Result<IPEndPoint, SocketFault> LocalAddress
    {
        get
        {
            if (!IsBound)
            {
                return SocketFault.InvalidState;
            }

            Result<EndPoint?, SocketFault> found = Settings.Get(static s => s.LocalEndPoint);
            return found.IsOk ? found.Value is IPEndPoint endPoint ? endPoint : SocketFault.InvalidState : found.Error;
        }
    }

    /// <summary>Whether a datagram is there, or a failure.</summary>
    public bool IsReady => BeginReceive().IsCompleted;

    public static Result<UdpSocket, SocketFault> Create(WasiContext context, AddressFamily family)
    {
        SocketSpace space = context.SocketSpace;
        if (space.Rules is null)
        {
            return SocketFault.AccessDenied;
        }

        if (!space.TryOpen())
        {
            return SocketFault.NewSocketLimit;
        }

        try
        {
            var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
            if (family == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            return new UdpSocket(context, socket, family);
        }
        catch (SocketException e)
        {
            space.Close();
            return SocketFaults.From(e);
        }
    }

    public Result<Unit, SocketFault> Bind(IPEndPoint local)
    {
        if (IsBound)
        {
            return SocketFault.InvalidState;
        }

        if (EndPoints.CheckLocal(local, Family) is { } fault)
        {
            return fault;
        }

        return _context.SocketSpace.Allows(SocketUse.UdpBind, local) ? BindUnchecked(local) : SocketFault.AccessDenied;
    }

    /// <summary>Takes any free port, as sending does that no binding went before.</summary>
    public Result<Unit, SocketFault> BindAnywhere()
    {
        IPAddress any = Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        return IsBound ? default(Unit) : BindUnchecked(new IPEndPoint(any, 0));
    }

    public Result<Unit, SocketFault> Connect(IPEndPoint remote)
    {
        if (EndPoints.CheckRemote(remote, Family) is { } fault)
        {
            return fault;
        }

        if (!_context.SocketSpace.Allows(SocketUse.UdpExchange, remote))
        {
            return SocketFault.AccessDenied;
        }

        Remote = remote;
        return default(Unit);
    }

    public void Disconnect() => Remote = null;

    /// <summary>Where a datagram is to go: to the end point that it names, or to the one that the socket is connected to.</summary>
    public Result<IPEndPoint, SocketFault> CheckSend(int length, IPEndPoint? named)
    {
        if (length > MaxDatagramBytes)
        {
            return SocketFault.DatagramTooLarge;
        }

        if (Remote is { } remote)
        {
            // Connecting asked for permission.
            return named is null || named.Equals(remote) ? remote : SocketFault.InvalidArgument;
        }

        if (named is null)
        {
            return SocketFault.InvalidArgument;
        }

        return EndPoints.CheckRemote(named, Family) is { } fault ? fault
            : _context.SocketSpace.Allows(SocketUse.UdpExchange, named) ? named
            : SocketFault.AccessDenied;
    }

    public Task<int> SendAsync(ReadOnlyMemory<byte> data, IPEndPoint destination) =>
        _socket.SendToAsync(data, SocketFlags.None, destination).AsTask();

    /// <summary>The receiving that is under way. When it is complete, <see cref="TryReceive"/> gives what it brought.</summary>
    public Task BeginReceive()
    {
        _buffer ??= GC.AllocateUninitializedArray<byte>(ushort.MaxValue);
        if (_receiving is null)
        {
            IPAddress any = Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
            _receiving = _socket.ReceiveFromAsync(_buffer, SocketFlags.None, new IPEndPoint(any, 0));
        }

        return _receiving;
    }

    /// <summary>Gives the next datagram from where the guest may have one; none if there is none now.</summary>
    public Result<Option<Datagram>, SocketFault> TryReceive()
    {
        // Those left out are bounded, lest a flood of them keeps the guest's thread here.
        for (int i = 0; i < 64 && BeginReceive().IsCompleted; i++)
        {
            Task<SocketReceiveFromResult> done = _receiving!;
            _receiving = null;
            if (done.Exception is { } failure)
            {
                return SocketFaults.From(failure.InnerException ?? failure);
            }

            SocketReceiveFromResult received = done.GetAwaiter().GetResult();
            var source = (IPEndPoint)received.RemoteEndPoint;
            if (Remote is { } remote ? remote.Equals(source) : _context.SocketSpace.Admits(source))
            {
                return Option<Datagram>.Some(new Datagram(_buffer.AsSpan(0, received.ReceivedBytes).ToArray(), source));
            }
        }

        return Option<Datagram>.None;
    }

    public void Arm()
    {
        Task receiving = BeginReceive();
        if (!receiving.IsCompleted && receiving != _armed)
        {
            _armed = receiving;
            receiving.GetAwaiter().UnsafeOnCompleted(_context.Signal.Wake);
        }
    }

    /// <summary>The guest has dropped the socket.</summary>
    public void Close()
    {
        _context.Forget(this);
        Dispose();
    }

    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _closed, true))
        {
            _socket.Dispose();
            _context.SocketSpace.Close();
        }
    }

    private Result<Unit, SocketFault> BindUnchecked(IPEndPoint local)
    {
        Result<Unit, SocketFault> bound = Settings.Set(s => s.Bind(local));
        IsBound = bound.IsOk;
        return bound;
    }
}
