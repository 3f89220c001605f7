using System.Net;
using System.Net.Sockets;

namespace Whorl.Triggers.Tests.Redis;

/// <summary>Sends commands to a Redis server as redis-cli does.</summary>
internal static class RedisClient
{
    /// <returns>The first line of the reply, without the mark of its kind.</returns>
    public static async Task<string> SendAsync(int port, params string[] command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var writer = new StreamWriter(client.GetStream(), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync($"*{command.Length}");
        foreach (string part in command)
        {
            await writer.WriteLineAsync($"${part.Length}\r\n{part}");
        }

        await writer.FlushAsync();
        using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
        return (await reader.ReadLineAsync())![1..];
    }
}
