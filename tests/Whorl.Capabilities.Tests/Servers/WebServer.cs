using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Whorl.Capabilities.Tests.Servers;

/// <summary>A server of HTTP on a free port of the loopback address, which answers as a test says.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebServer(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.Single()).Port;

    public string Authority => $"127.0.0.1:{Port}";

    public string Url => $"http://{Authority}";

    /// <summary>Starts the server.</summary>
    /// <param name="answer">Answers each request.</param>
    /// <param name="listen">Changes how it listens, to TLS for one.</param>
    public static async Task<WebServer> StartAsync(RequestDelegate answer, Action<ListenOptions>? listen = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen ?? (_ => { })));
        WebApplication app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new WebServer(app);
    }

    /// <summary>The text of a request's body.</summary>
    public static async Task<string> BodyAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return await reader.ReadToEndAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
