using System.Net;
using System.Net.Sockets;

namespace Whorl.Functional.Tests.Infrastructure;

/// <summary>An attempt to connect, and what came of it.</summary>
internal sealed class RawConnectionAttempt : IDisposable
{
    private readonly TcpClient _client = new();

    public SocketError Error { get; private set; }

    public static async Task<RawConnectionAttempt> MakeAsync(IPEndPoint address)
    {
        var attempt = new RawConnectionAttempt();
        try
        {
            await attempt._client.ConnectAsync(address);
        }
        catch (SocketException e)
        {
            attempt.Error = e.SocketErrorCode;
        }

        return attempt;
    }

    public void Dispose() => _client.Dispose();
}
