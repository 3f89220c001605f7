using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Telemetry;

/// <summary>A server that answers everything with 200, and remembers what it was sent.</summary>
internal sealed class HttpRecorder : IDisposable
{
    private readonly HttpListener _listener;
    private readonly ConcurrentQueue<Recorded> _requests = new();
    private readonly SemaphoreSlim _came = new(0);

    public HttpRecorder()
    {
        (_listener, Port) = Listen();
        _ = RecordAsync();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>Waits for a request of some kind.</summary>
    public async Task<Recorded> WaitAsync(Func<Recorded, bool> isIt)
    {
        while (true)
        {
            if (_requests.FirstOrDefault(isIt) is { } found)
            {
                return found;
            }

            Assert.True(await _came.WaitAsync(Patience.Long));
        }
    }

    public void Dispose()
    {
        _listener.Close();
        _came.Dispose();
    }

    // The listener cannot choose a port by itself.
    private static (HttpListener Listener, int Port) Listen()
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = FreePort();
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                listener.Close();
            }
        }
    }

    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task RecordAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _requests.Enqueue(new Recorded(context.Request.RawUrl!, context.Request.Headers["traceparent"], body.ToArray()));
                context.Response.Close();
                _came.Release();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
        }
    }

    internal sealed record Recorded(string Target, string? TraceParent, byte[] Body)
    {
        public bool Contains(string text) => Contains(System.Text.Encoding.UTF8.GetBytes(text));

        public bool Contains(byte[] bytes) => Body.AsSpan().IndexOf(bytes) >= 0;
    }
}
