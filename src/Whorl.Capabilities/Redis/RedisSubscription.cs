using System.Text;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Redis.Protocol;

namespace Whorl.Capabilities.Redis;

/// <summary>
/// The messages of a Redis channel, over a connection of its own. A message is read when it is asked for: until then it waits in the
/// connection, and then at the server.
/// </summary>
public sealed class RedisSubscription : IDisposable
{
    private readonly RespConnection _connection;

    private RedisSubscription(RespConnection connection) => _connection = connection;

    /// <summary>Says where a server is, without the password that its address may have.</summary>
    /// <param name="address">The server's URL: <c>redis://user:password@host:port/database</c>, or <c>rediss://</c> for TLS.</param>
    /// <returns>Host and port.</returns>
    /// <exception cref="FailureException">It is not an address.</exception>
    public static string ServerOf(string address)
    {
        var parsed = RedisAddress.Parse(address);
        return $"{parsed.Host}:{parsed.Port}";
    }

    /// <summary>Connects to a server and subscribes to a channel.</summary>
    /// <param name="address">The server's URL.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="FailureException">The server cannot be reached, or does not let one subscribe.</exception>
    public static async Task<RedisSubscription> OpenAsync(string address, string channel, CancellationToken cancellationToken)
    {
        RespConnection connection = await RespConnection.ConnectAsync(RedisAddress.Parse(address), cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.SendAsync("SUBSCRIBE", [Encoding.UTF8.GetBytes(channel)], cancellationToken).ConfigureAwait(false);
            return new RedisSubscription(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the next message. Once this has failed or was cancelled, the subscription is of no use any more.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message's content.</returns>
    /// <exception cref="FailureException">The connection was lost.</exception>
    public async ValueTask<byte[]> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            RespReply reply = await _connection.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (reply.Items is [{ Text: "message" }, _, { Kind: RespKind.Bytes, Content: { } content }])
            {
                return content;
            }
        }
    }

    /// <summary>Ends the connection.</summary>
    public void Dispose() => _connection.Dispose();
}
