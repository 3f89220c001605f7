using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Whorl.Functional.Tests.Infrastructure;

/// <summary>A server outside that takes requests and answers none of them until it is told to.</summary>
internal sealed class HeldServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _received = new(0);
    private readonly CancellationTokenSource _stopped = new();

    public HeldServer()
    {
        _listener.Start(backlog: 2000);
        _ = AcceptAsync();
    }

    public string Authority => _listener.LocalEndpoint.ToString()!;

    /// <summary>Waits until a number of requests have come.</summary>
    public async Task ReceivedAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(await _received.WaitAsync(Patience.Long), $"Only {i} of {count} requests came.");
        }
    }

    /// <summary>Answers all requests, those that came and those that will.</summary>
    public void Release() => _released.TrySetResult();

    public void Dispose()
    {
        Release();
        _stopped.Cancel();
        _listener.Dispose();
        _received.Dispose();
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopped.IsCancellationRequested)
        {
            _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stopped.Token));
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await stream.ReadAsync(one, _stopped.Token) == 0)
                {
                    return;
                }

                head.Append((char)one[0]);
            }

            _received.Release();
            await _released.Task;
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nreleased"u8.ToArray(), _stopped.Token);
        }
    }
}
