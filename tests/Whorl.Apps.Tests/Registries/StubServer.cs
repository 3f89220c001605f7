using System.Net;
using System.Net.Sockets;

namespace Whorl.Apps.Tests.Registries;

/// <summary>An HTTP server on the loopback address that answers as a test says.</summary>
internal sealed class StubServer : IDisposable
{
    private readonly HttpListener _listener = new();

    /// <param name="answer">Gives status, media type and body; may set headers.</param>
    public StubServer(Func<HttpListenerContext, (int Status, string Type, string Body)> answer)
    {
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            Host = socket.LocalEndPoint!.ToString()!;
        }

        _listener.Prefixes.Add($"http://{Host}/");
        _listener.Start();
        _ = AnswerAsync(answer);
    }

    /// <summary>Host and port.</summary>
    public string Host { get; }

    /// <summary>What was asked for, path and query.</summary>
    public List<string> Asked { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync(Func<HttpListenerContext, (int Status, string Type, string Body)> answer)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            lock (Asked)
            {
                Asked.Add(context.Request.RawUrl!);
            }

            (context.Response.StatusCode, context.Response.ContentType, string body) = answer(context);
            context.Response.Close(System.Text.Encoding.UTF8.GetBytes(body), willBlock: false);
        }
    }
}
