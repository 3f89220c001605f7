using System.Net;
using System.Net.Sockets;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Triggers.Tests.Infrastructure;

/// <summary>An HTTP server that tells when requests have come, and answers each as the test says.</summary>
internal sealed class GateServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SemaphoreSlim _received = new(0);
    private readonly SemaphoreSlim _answers = new(0);
    private readonly Queue<int> _statuses = new();
    private int _underWay;

    public GateServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Authority => _listener.LocalEndpoint.ToString()!;

    /// <summary>The most requests that were there at the same time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Waits until a number of requests have come, besides those waited for before.</summary>
    public async Task ReceivedAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(await _received.WaitAsync(Patience.Long), $"Only {i} of {count} requests came.");
        }
    }

    /// <summary>Answers requests, of the past or the future.</summary>
    public void Answer(int count, int status = 200)
    {
        lock (_statuses)
        {
            for (int i = 0; i < count; i++)
            {
                _statuses.Enqueue(status);
            }
        }

        _answers.Release(count);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _received.Dispose();
        _answers.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }

            lock (_statuses)
            {
                _underWay++;
                MostAtOnce = Math.Max(MostAtOnce, _underWay);
            }

            _received.Release();
            await _answers.WaitAsync();
            int status;
            lock (_statuses)
            {
                status = _statuses.Dequeue();
                _underWay--;
            }

            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Answer\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        }
    }
}
