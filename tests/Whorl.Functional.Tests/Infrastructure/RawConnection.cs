using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Whorl.Functional.Tests.Infrastructure;

/// <summary>A connection on which a test says exactly what it wants, right or wrong.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    private NetworkStream Stream => _client.GetStream();

    public static async Task<RawConnection> OpenAsync(IPEndPoint address)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(address);
        return connection;
    }

    /// <summary>Sends text, one byte for each character.</summary>
    public async Task SendAsync(string text) => await Stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Everything that comes until the server closes.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var limit = new CancellationTokenSource(Patience.Long);
        var text = new StringBuilder();
        var chunk = new byte[4096];
        try
        {
            while (await Stream.ReadAsync(chunk, limit.Token) is > 0 and var count)
            {
                text.Append(Encoding.Latin1.GetString(chunk, 0, count));
            }
        }
        catch (IOException)
        {
            text.Append("<reset>");
        }

        return text.ToString();
    }

    /// <summary>What comes until a text is complete.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        using var limit = new CancellationTokenSource(Patience.Long);
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal) && await Stream.ReadAsync(one, limit.Token) == 1)
        {
            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    public void Dispose() => _client.Dispose();
}
