using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Whorl.Triggers.Listening;

/// <summary>Makes Kestrel servers with nothing around them: no host, no configuration, no middleware.</summary>
internal sealed class KestrelFactory(ILoggerFactory loggers, long maxHeaderBytes)
{
    private const int MaxRequestLineBytes = 64 * 1024;
    private const int MaxHeaderCount = 1000;

    /// <summary>A server without TLS, for HTTP/1.1 and HTTP/2 with prior knowledge.</summary>
    /// <returns>The server, and where it is bound once it is started.</returns>
    public (IServer Server, Func<IPEndPoint> BoundAddress) CreatePlain(IPEndPoint address)
    {
        var options = new KestrelServerOptions();
        Configure(options);
        options.Listen(new ProtocolEndPoint(address, HttpProtocols.Http1), o => o.Protocols = HttpProtocols.Http1);
        options.Listen(new ProtocolEndPoint(address, HttpProtocols.Http2), o => o.Protocols = HttpProtocols.Http2);
        var transport = new SharedTransport(new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers));
        return (new KestrelServer(Options.Create(options), transport, loggers), () => transport.BoundAddress!);
    }

    /// <summary>A server with TLS, which negotiates HTTP/1.1 or HTTP/2.</summary>
    /// <returns>The server, and where it is bound once it is started.</returns>
    /// <remarks>Kestrel's TLS takes services that only its own registration can provide, so here a container cannot be spared.</remarks>
    public (IServer Server, Func<IPEndPoint> BoundAddress) CreateTls(IPEndPoint address, HttpsConnectionAdapterOptions tls)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            Configure(options);
            options.Listen(address, o => o.UseHttps(tls));
        });
        IServer server = builder.Build().Services.GetRequiredService<IServer>();
        return (server, () => IPEndPoint.Parse(new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Authority));
    }

    private void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;

        // One character for each byte, both ways: guests get the bytes that were sent.
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;

        // Bodies are bounded for each component (request-body), as they are read.
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MaxRequestHeaderCount = MaxHeaderCount;
        options.Limits.MaxRequestLineSize = MaxRequestLineBytes;
        options.Limits.MaxRequestHeadersTotalSize = (int)Math.Min(maxHeaderBytes, int.MaxValue);
        options.Limits.MaxRequestBufferSize = Math.Max(1024 * 1024, maxHeaderBytes);
        options.Limits.Http2.MaxRequestHeaderFieldSize = options.Limits.MaxRequestHeadersTotalSize;
    }
}
