using System.Net;
using System.Net.Sockets;
using Whorl.Components.Hosting;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Sockets;

/// <summary>
/// A TCP socket of a guest. It is closed when the guest has dropped the socket and both streams of its connection, and at the latest
/// with the instance. To wait for it is to wait for the connection that is being made or accepted.
/// </summary>
internal sealed partial class TcpSocket : IWaitable, IDisposable
{
    private const int MaxBacklog = 128;

    private readonly WasiContext _context;
    private readonly Socket _socket;
    private Task? _connecting;
    private Task<Socket>? _accepting;
    private Task? _armed;
    private Task? _lingering;
    private IPEndPoint? _remote;
    private int _backlog = MaxBacklog;
    private int _users = 1;
    private bool _closed;

    private TcpSocket(WasiContext context, Socket socket, AddressFamily family, TcpState state)
    {
        _context = context;
        _socket = socket;
        Family = family;
        State = state;
        _remote = socket.RemoteEndPoint as IPEndPoint;
        context.EndWithInstance(this);
    }

    public AddressFamily Family { get; }

    public TcpState State { get; private set; }

    /// <summary>What the making of a connection or its acceptance is waited for with; null when neither is under way.</summary>
    public Task? Pending => State == TcpState.Listening ? _accepting : _connecting;

    /// <summary>Whether something that was written before the connection was dropped is not sent yet.</summary>
    public bool IsLingering => _lingering is { IsCompleted: false };

    public bool IsReady
    {
        get
        {
            if (State == TcpState.Listening)
            {
                BeginAccept();
            }

            return Pending is not { IsCompleted: false };
        }
    }

    public static Result<TcpSocket, SocketFault> Create(WasiContext context, AddressFamily family)
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
            var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (family == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            return new TcpSocket(context, socket, family, TcpState.Unbound);
        }
        catch (SocketException e)
        {
            space.Close();
            return SocketFaults.From(e);
        }
    }

    public Result<Unit, SocketFault> Bind(IPEndPoint local)
    {
        if (State != TcpState.Unbound)
        {
            return SocketFault.InvalidState;
        }

        if (EndPoints.CheckLocal(local, Family) is { } fault)
        {
            return fault;
        }

        if (!_context.SocketSpace.Allows(SocketUse.TcpBind, local))
        {
            return SocketFault.AccessDenied;
        }

        Result<Unit, SocketFault> bound = Try(s => s.Bind(local));
        if (bound.IsOk)
        {
            State = TcpState.Bound;
        }

        return bound;
    }

    /// <summary>Begins to connect; <see cref="FinishConnect"/> says how it went once <see cref="Pending"/> is complete.</summary>
    public Result<Unit, SocketFault> StartConnect(IPEndPoint remote)
    {
        if (State == TcpState.Connecting)
        {
            return SocketFault.ConcurrencyConflict;
        }

        if (State is not (TcpState.Unbound or TcpState.Bound))
        {
            return SocketFault.InvalidState;
        }

        if (EndPoints.CheckRemote(remote, Family) is { } fault)
        {
            return fault;
        }

        if (!_context.SocketSpace.Allows(SocketUse.TcpConnect, remote))
        {
            return SocketFault.AccessDenied;
        }

        State = TcpState.Connecting;
        _connecting = _socket.ConnectAsync(remote);
        return default(Unit);
    }

    public Result<Unit, SocketFault> FinishConnect()
    {
        if (State != TcpState.Connecting || _connecting is not { } connecting)
        {
            return SocketFault.NotInProgress;
        }

        if (!connecting.IsCompleted)
        {
            return SocketFault.WouldBlock;
        }

        _connecting = null;
        if (connecting.Exception is { } failure)
        {
            State = TcpState.Closed;
            return SocketFaults.From(failure.InnerException ?? failure);
        }

        State = TcpState.Connected;
        _remote = _socket.RemoteEndPoint as IPEndPoint;
        return default(Unit);
    }

    public Result<Unit, SocketFault> Listen()
    {
        if (State != TcpState.Bound)
        {
            return SocketFault.InvalidState;
        }

        Result<Unit, SocketFault> listening = Try(s => s.Listen(_backlog));
        if (listening.IsOk)
        {
            State = TcpState.Listening;
        }

        return listening;
    }

    /// <summary>Gives the next connection, if there is one.</summary>
    public Result<TcpSocket, SocketFault> Accept()
    {
        if (State != TcpState.Listening)
        {
            return SocketFault.InvalidState;
        }

        BeginAccept();
        if (_accepting is not { IsCompleted: true } accepting)
        {
            return SocketFault.WouldBlock;
        }

        _accepting = null;
        if (accepting.Exception is { } failure)
        {
            return SocketFaults.From(failure.InnerException ?? failure);
        }

        Socket accepted = accepting.GetAwaiter().GetResult();
        if (!_context.SocketSpace.TryOpen())
        {
            accepted.Dispose();
            return SocketFault.NewSocketLimit;
        }

        return new TcpSocket(_context, accepted, Family, TcpState.Connected);
    }

    /// <summary>Ends one or both directions of a connection.</summary>
    public Result<Unit, SocketFault> Shutdown(SocketShutdown how) =>
        State == TcpState.Connected ? Try(s => s.Shutdown(how)) : SocketFault.InvalidState;

    /// <summary>Counts one more user of the connection.</summary>
    public Socket Use()
    {
        Interlocked.Increment(ref _users);
        return _socket;
    }

    /// <summary>A user of the connection is done with it; the last one closes it, once all that was written is sent.</summary>
    /// <param name="sending">What the user still has under way.</param>
    public void Release(Task? sending = null)
    {
        _lingering = sending ?? _lingering;
        if (Interlocked.Decrement(ref _users) > 0)
        {
            return;
        }

        if (IsLingering)
        {
            _context.SocketSpace.Linger(this);
        }
        else
        {
            Close();
        }
    }

    public void Close()
    {
        _context.Forget(this);
        Dispose();
    }

    public void Arm()
    {
        if (!IsReady && Pending is { } pending && pending != _armed)
        {
            _armed = pending;
            pending.GetAwaiter().UnsafeOnCompleted(_context.Signal.Wake);
        }
    }

    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _closed, true))
        {
            _socket.Dispose();
            _context.SocketSpace.Close();
        }
    }

    private void BeginAccept() => _accepting ??= _socket.AcceptAsync();

    private Result<Unit, SocketFault> Try(Action<Socket> action)
    {
        try
        {
            action(_socket);
            return default(Unit);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or ArgumentException)
        {
            return SocketFaults.From(e);
        }
    }
}
