using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Whorl.Apps.Routing;
using Whorl.Runtime.Http;
using Whorl.Wasi.Http;

namespace Whorl.Triggers.Http;

/// <summary>A request that Kestrel received, as a guest sees it. Whatever the guest does not ask for is not made.</summary>
internal sealed class KestrelRequest : RoutedHttpRequest
{
    /// <summary>Names in lower case by the names that Kestrel gives. Kestrel's are mostly constants, so that few entries serve all requests.</summary>
    private static readonly ConcurrentDictionary<string, string> s_lowerCase = new(StringComparer.Ordinal);

    /// <summary>Clients choose names freely; beyond this many, names are not remembered.</summary>
    private const int MaxNames = 1024;

    private readonly IFeatureCollection _features;
    private readonly IHttpRequestFeature _request;

    public KestrelRequest(IFeatureCollection features, IHttpRequestFeature request, in RequestTarget target, in RouteMatch<HttpTarget> match)
        : base(match)
    {
        _features = features;
        _request = request;
        PathAndQuery = target.PathAndQuery;
        Authority = target.Authority ?? request.Headers.Host.ToString();
    }

    public override string Method => _request.Method;

    public override string? Scheme => _request.Scheme;

    public override string? Authority { get; }

    public override string? PathAndQuery { get; }

    public override PipeReader? Body =>
        _features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false ? null : _features.Get<IRequestBodyPipeFeature>()?.Reader;

    protected override int ClientHeaderCount => _request.Headers.Count;

    protected override string Client
    {
        get
        {
            IHttpConnectionFeature? connection = _features.Get<IHttpConnectionFeature>();
            IPAddress address = connection?.RemoteIpAddress ?? IPAddress.None;
            return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, connection?.RemotePort ?? 0).ToString();
        }
    }

    public override HeaderList? ReadTrailers()
    {
        if (_features.Get<IHttpRequestTrailersFeature>() is not { Available: true, Trailers: { Count: > 0 } trailers })
        {
            return null;
        }

        var list = new HeaderList(trailers.Count);
        foreach ((string name, StringValues values) in trailers)
        {
            Add(list, LowerCase(name), values);
        }

        return list;
    }

    protected override void AddClientHeaders(HeaderList headers)
    {
        foreach ((string name, StringValues values) in _request.Headers)
        {
            string lower = LowerCase(name);
            if (IsForGuest(lower))
            {
                Add(headers, lower, values);
            }
        }
    }

    private static void Add(HeaderList headers, string name, StringValues values)
    {
        foreach (string? value in values)
        {
            headers.Add(name, value ?? "");
        }
    }

    private static string LowerCase(string name)
    {
        if (s_lowerCase.TryGetValue(name, out string? lower))
        {
            return lower;
        }

        lower = name.ToLowerInvariant();
        if (s_lowerCase.Count < MaxNames)
        {
            s_lowerCase.TryAdd(name, lower);
        }

        return lower;
    }
}
