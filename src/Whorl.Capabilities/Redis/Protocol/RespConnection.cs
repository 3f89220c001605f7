using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Redis.Protocol;

/// <summary>A connection to a Redis server: one command at a time, and its reply.</summary>
internal sealed class RespConnection : IDisposable
{
    private const int KeepAliveSeconds = 10;
    private const int KeepAliveTries = 3;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly RespReader _reader;
    private readonly RedisAddress _address;

    private RespConnection(RedisAddress address, Socket socket, Stream stream)
    {
        _address = address;
        _socket = socket;
        _stream = stream;
        _reader = new RespReader(stream);
    }

    /// <summary>Whether a reply was not read to its end, so that the connection is of no use any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether the guest has changed the connection's state: it must not be given to another one.</summary>
    public bool IsChanged { get; set; }

    /// <summary>When it was last used, as a tick count.</summary>
    public long LastUsed { get; set; }

    /// <summary>Whether the server has not closed it meanwhile.</summary>
    public bool IsAlive => !IsBroken && _reader.IsDrained && !_socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Connects and introduces itself.</summary>
    /// <exception cref="FailureException">The server cannot be reached or does not let one in.</exception>
    public static async Task<RespConnection> ConnectAsync(RedisAddress address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            KeepAlive(socket);
            await socket.ConnectAsync(address.ConnectTo, address.Port, cancellationToken).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (address.IsTls)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host }, cancellationToken).ConfigureAwait(false);
                stream = tls;
            }

            var connection = new RespConnection(address, socket, stream);
            await connection.IntroduceAsync(address, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e)
        {
            socket.Dispose();
            throw e is SocketException or IOException or System.Security.Authentication.AuthenticationException or FailureException { Failure.Kind: FailureKind.Refused }
                ? new FailureException(FailureKind.Unavailable, $"{address.Host}:{address.Port} cannot be connected to: {e.Message.TrimEnd('.')}", e)
                : e;
        }
    }

    /// <summary>Sends a command and reads the reply.</summary>
    /// <exception cref="FailureException">The server refused the command, or the connection was lost.</exception>
    public async ValueTask<RespReply> SendAsync(string command, IReadOnlyList<ReadOnlyMemory<byte>> arguments, CancellationToken cancellationToken)
    {
        // Whatever ends this before the reply is read leaves the rest of the reply in the connection.
        IsBroken = true;
        try
        {
            await _stream.WriteAsync(Encode(command, arguments), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw Lost(e);
        }

        return await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads what comes next, without having asked for it: what the server sends to those who have subscribed.</summary>
    /// <exception cref="FailureException">The server sent an error, or the connection was lost.</exception>
    public async ValueTask<RespReply> ReadAsync(CancellationToken cancellationToken)
    {
        IsBroken = true;
        try
        {
            RespReply reply = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            IsBroken = false;
            return reply;
        }
        catch (FailureException e) when (e.Failure.Kind != FailureKind.TooLarge)
        {
            IsBroken = false;
            throw;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw Lost(e);
        }
    }

    public void Dispose() => _stream.Dispose();

    private async Task IntroduceAsync(RedisAddress address, CancellationToken cancellationToken)
    {
        if (address.Password is { } password)
        {
            ReadOnlyMemory<byte>[] identity = string.IsNullOrEmpty(address.User) ? [Utf8(password)] : [Utf8(address.User), Utf8(password)];
            await SendAsync("AUTH", identity, cancellationToken).ConfigureAwait(false);
        }

        if (address.Database != 0)
        {
            await SendAsync("SELECT", [Utf8(address.Database.ToString(CultureInfo.InvariantCulture))], cancellationToken).ConfigureAwait(false);
        }
    }

    private FailureException Lost(Exception e) => new(FailureKind.Unavailable, $"the connection to {_address.Host}:{_address.Port} was lost: {e.Message}", e);

    // Who only listens would never find out that a server has gone away without a word.
    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveTries);
    }

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Encode(string command, IReadOnlyList<ReadOnlyMemory<byte>> arguments)
    {
        ReadOnlyMemory<byte> name = Utf8(command);
        using var message = new MemoryStream(64 + arguments.Sum(a => a.Length + 16));
        Header('*', arguments.Count + 1);
        Part(name.Span);
        foreach (ReadOnlyMemory<byte> argument in arguments)
        {
            Part(argument.Span);
        }

        return message.ToArray();

        void Part(ReadOnlySpan<byte> bytes)
        {
            Header('$', bytes.Length);
            message.Write(bytes);
            message.Write("\r\n"u8);
        }

        void Header(char kind, int number) => message.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}{number}\r\n")));
    }
}
