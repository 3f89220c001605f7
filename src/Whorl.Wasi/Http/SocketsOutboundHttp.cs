using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Whorl.Wasi.Http;

/// <summary>
/// Sends requests over TCP and TLS with HTTP/1.1, or HTTP/2 where the server's TLS offers it. Follows no redirects, keeps no cookies,
/// uses no proxy and adds nothing of its own. Trailers of requests are not sent: .NET has no way to. Connections are shared by all who
/// use the object, so make one for each policy.
/// </summary>
public sealed class SocketsOutboundHttp : IOutboundHttp, IDisposable
{
    private static readonly HttpRequestOptionsKey<TimeSpan> s_connectTimeout = new("Whorl.ConnectTimeout");
    private static readonly TimeSpan s_idleTimeoutInBudget = TimeSpan.FromSeconds(1);

    private readonly SocketsOutboundHttpOptions _options;
    private readonly HttpMessageInvoker _invoker;

    /// <summary>Creates a sender with no connections yet.</summary>
    /// <param name="options">How it connects.</param>
    public SocketsOutboundHttp(SocketsOutboundHttpOptions? options = null)
    {
        _options = options ?? new SocketsOutboundHttpOptions();
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            ConnectCallback = ConnectAsync,
            EnableMultipleHttp2Connections = true,
            MaxConnectionsPerServer = _options.MaxConnectionsPerServer,
            PooledConnectionIdleTimeout = _options.Budget is null || _options.IdleTimeout < s_idleTimeoutInBudget ? _options.IdleTimeout : s_idleTimeoutInBudget,
            PooledConnectionLifetime = _options.KeepsConnections ? _options.ConnectionLifetime : TimeSpan.Zero,
            MaxResponseDrainSize = 0,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        };
        if (_options.Tls is { } tls)
        {
            handler.SslOptions = tls;
        }

        _invoker = new HttpMessageInvoker(handler);
    }

    /// <inheritdoc/>
    public Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SendAsync(CreateMessage(request), request, cancellationToken);
    }

    /// <summary>Closes all connections, with what is under way on them.</summary>
    public void Dispose() => _invoker.Dispose();

    private async Task<OutboundResponse> SendAsync(HttpRequestMessage message, OutboundRequest request, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(request.FirstByteTimeout ?? _options.FirstByteTimeout);
        try
        {
            if (request.Body is { } body)
            {
                message.Content = await RequestContent.CreateAsync(request, body, timeout.Token).ConfigureAwait(false);
            }

            AddContentHeaders(message, request.Headers);

            HttpResponseMessage response = await _invoker.SendAsync(message, timeout.Token).ConfigureAwait(false);
            return await SocketsOutboundResponse.CreateAsync(response, message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            message.Dispose();
            if (request.Body is { } body)
            {
                await body.CompleteAsync(e).ConfigureAwait(false);
            }

            bool timedOut = e is OperationCanceledException
                && timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested;
            throw new HttpErrorException(timedOut ? new HttpError(HttpErrorKind.ConnectionReadTimeout) : HttpErrors.From(e), e);
        }
    }

    private HttpRequestMessage CreateMessage(OutboundRequest request)
    {
        if (request.Scheme is not ("http" or "https"))
        {
            throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestUriInvalid));
        }

        // The path goes out exactly as the guest gave it: a policy may depend on that, and so may a signature.
        var creation = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        string path = request.PathAndQuery.StartsWith('/') ? request.PathAndQuery : "/" + request.PathAndQuery;
        if (!Uri.TryCreate($"{request.Scheme}://{request.Authority}{path}", creation, out Uri? uri))
        {
            throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestUriInvalid));
        }

        // Without TLS nothing says what a server speaks: it has to be known.
        bool isPlaintextHttp2 = request.Scheme == "http" && request.Authority.Equals(_options.PlaintextHttp2Authority, StringComparison.OrdinalIgnoreCase);
        var message = new HttpRequestMessage(new HttpMethod(request.Method), uri)
        {
            Version = request.Scheme == "https" || isPlaintextHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = isPlaintextHttp2 ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Options.Set(s_connectTimeout, request.ConnectTimeout ?? _options.ConnectTimeout);
        foreach (HeaderField field in request.Headers)
        {
            if (!IsContentHeader(field.Name))
            {
                message.Headers.TryAddWithoutValidation(field.Name, field.Text);
            }
        }

        return message;
    }

    private static void AddContentHeaders(HttpRequestMessage message, HeaderList headers)
    {
        foreach (HeaderField field in headers)
        {
            if (IsContentHeader(field.Name))
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.TryAddWithoutValidation(field.Name, field.Text);
            }
        }
    }

    /// <summary>Whether .NET keeps a header with the content and refuses it among the others.</summary>
    private static bool IsContentHeader(string name) =>
        name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)
            ? !name.Equals("content-security-policy", StringComparison.OrdinalIgnoreCase)
            : name.ToUpperInvariant() is "ALLOW" or "EXPIRES" or "LAST-MODIFIED";

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(s_connectTimeout, out TimeSpan limit))
        {
            limit = _options.ConnectTimeout;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        IDisposable? permit = null;
        try
        {
            permit = _options.Budget is { } budget ? await budget.TakeAsync(timeout.Token).ConfigureAwait(false) : null;
            return new OutboundConnection(await ConnectAsync(context.DnsEndPoint, timeout.Token).ConfigureAwait(false), permit);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            permit?.Dispose();
            throw new HttpErrorException(new HttpError(HttpErrorKind.ConnectionTimeout), e);
        }
        catch
        {
            permit?.Dispose();
            throw;
        }
    }

    /// <summary>Resolves the name, asks the policy about each address, and connects to the first of the allowed that answers.</summary>
    private async Task<Socket> ConnectAsync(DnsEndPoint server, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await ResolveAsync(server.Host, cancellationToken).ConfigureAwait(false);
        IPAddress[] allowed = _options.ConnectPolicy is { } policy
            ? Array.FindAll(addresses, a => policy.IsAllowed(server.Host, server.Port, a))
            : addresses;
        if (allowed.Length == 0)
        {
            var kind = addresses.Length == 0 ? HttpErrorKind.DnsError : HttpErrorKind.DestinationIpProhibited;
            throw new HttpErrorException(new HttpError(kind));
        }

        for (int i = 0; ; i++)
        {
            var socket = new Socket(allowed[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(allowed[i], server.Port), cancellationToken).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException) when (i < allowed.Length - 1)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? literal))
        {
            return [literal];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            var kind = e.SocketErrorCode == SocketError.TryAgain ? HttpErrorKind.DnsTimeout : HttpErrorKind.DnsError;
            throw new HttpErrorException(new HttpError(kind) { Detail = e.SocketErrorCode.ToString() }, e);
        }
    }
}
