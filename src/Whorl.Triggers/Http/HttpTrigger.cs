using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Whorl.Runtime.Loading;
using Whorl.Triggers.Http.Observation;
using Whorl.Triggers.Listening;

namespace Whorl.Triggers.Http;

/// <summary>Serves an app over HTTP.</summary>
public sealed class HttpTrigger : ITrigger
{
    private const int PortsToTry = 10;

    private readonly IServer _server;

    private HttpTrigger(IServer server, IPEndPoint address, string scheme)
    {
        _server = server;
        Address = address;
        BaseUrl = $"{scheme}://{address}";
    }

    /// <inheritdoc/>
    public string Type => "http";

    /// <inheritdoc/>
    public Task<int> Ended { get; } = new TaskCompletionSource<int>().Task;

    /// <summary>Where the server listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>What the URLs of the app start with, without a slash at the end.</summary>
    public string BaseUrl { get; }

    /// <summary>Starts to serve; when the task completes, requests are answered.</summary>
    /// <param name="app">The app; it must outlive the trigger.</param>
    /// <param name="listen">Where to listen.</param>
    /// <param name="loggers">Takes what the server has to say.</param>
    /// <param name="accessLog">Takes a line for each request; it must outlive the trigger. Null for none.</param>
    /// <exception cref="ListenException">The address cannot be listened at, or the certificate cannot be used.</exception>
    public static async Task<HttpTrigger> StartAsync(LoadedApp app, HttpListenOptions listen, ILoggerFactory loggers, AccessLog? accessLog = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(listen);
        HttpsConnectionAdapterOptions? tls = TlsCertificate.Read(listen);
        long maxHeaderBytes = app.Components.Select(c => c.Limits.RequestHeaderBytes).DefaultIfEmpty(32 * 1024).Max();
        var factory = new KestrelFactory(loggers, maxHeaderBytes);
        var application = new HttpApplication(app, new RequestLimits(maxHeaderBytes), accessLog);
        IPEndPoint address = listen.Address;
        for (int attempt = 1; ; attempt++)
        {
            (IServer server, Func<IPEndPoint> bound) = tls is null ? factory.CreatePlain(address) : factory.CreateTls(address, tls);
            try
            {
                await server.StartAsync(application, CancellationToken.None).ConfigureAwait(false);
                var trigger = new HttpTrigger(server, bound(), tls is null ? "http" : "https");
                app.SelfAuthority = trigger.Address.ToString();
                return trigger;
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                server.Dispose();
                address = NextAddress(listen, address, attempt, e);
            }
        }
    }

    /// <summary>Stops accepting requests, lets those under way finish, and breaks off what is left after a while.</summary>
    /// <param name="patience">How long to wait for requests to finish.</param>
    public async Task StopAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        await _server.StopAsync(limit.Token).ConfigureAwait(false);
    }

    /// <summary>Stops at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        _server.Dispose();
    }

    private static IPEndPoint NextAddress(HttpListenOptions listen, IPEndPoint address, int attempt, Exception failure)
    {
        bool isInUse = failure is AddressInUseException || failure.InnerException is AddressInUseException
            || failure is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };
        if (!isInUse)
        {
            throw new ListenException($"Unable to listen on {address}: {failure.Message}", null, failure);
        }

        if (!listen.FindFreePort)
        {
            throw new ListenException(
                $"{address} is already in use. To have Whorl search for a free port, use the --find-free-port option.", null, failure);
        }

        if (address.Port == IPEndPoint.MaxPort)
        {
            throw new ListenException(
                "Couldn't find a free port as we've reached the maximum port number.", "Consider retrying with a lower base port.", failure);
        }

        return attempt < PortsToTry
            ? new IPEndPoint(address.Address, address.Port + 1)
            : throw new ListenException(
                $"Couldn't find a free port in the range {listen.Address.Port}-{address.Port}.", "Consider retrying with a different base port.", failure);
    }
}
