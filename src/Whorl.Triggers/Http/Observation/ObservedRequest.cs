using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Whorl.Runtime.Http;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Loading;
using Whorl.Runtime.Telemetry;

namespace Whorl.Triggers.Http.Observation;

/// <summary>A request that is logged, traced or measured. Nothing of it outlives the request's features but its texts.</summary>
internal sealed class ObservedRequest
{
    private static readonly string[] s_knownMethods = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly IFeatureCollection _features;
    private readonly IHttpRequestFeature _request;
    private readonly AccessLog? _log;
    private Activity? _span;

    public ObservedRequest(IFeatureCollection features, IHttpRequestFeature request, AccessLog? log)
    {
        _features = features;
        _request = request;
        _log = log;
        Time = TimeProvider.System.GetLocalNow();
    }

    /// <summary>When its head had come.</summary>
    public DateTimeOffset Time { get; }

    public string Method => _request.Method;

    /// <summary>The method, or <c>_OTHER</c>: clients choose names freely, and each would be a series of its own.</summary>
    public string KnownMethod => Array.IndexOf(s_knownMethods, Method) >= 0 ? Method : "_OTHER";

    public string Target => _request.RawTarget;

    public string Protocol => _request.Protocol;

    public string Scheme => _request.Scheme;

    public string? UserAgent => _request.Headers.UserAgent;

    public string? Referer => _request.Headers.Referer;

    public IPAddress? Client => _features.Get<IHttpConnectionFeature>()?.RemoteIpAddress is { } address
        ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address
        : null;

    /// <summary>The route that it took; null when there was none.</summary>
    public string? Route { get; private set; }

    /// <summary>The component that answers; null for the host itself.</summary>
    public LoadedComponent? Component { get; private set; }

    /// <summary>The status of the response.</summary>
    public int Status => _features.GetRequiredFeature<IHttpResponseFeature>().StatusCode;

    /// <summary>The trace that it is part of; null if nobody traces it.</summary>
    public string? TraceId => _span?.TraceId.ToHexString();

    /// <summary>What the guest's spans are parts of.</summary>
    public ActivityContext Trace => _span?.Context ?? default;

    /// <summary>Bytes of the response's body that a component has given.</summary>
    public long BodyBytes { get; set; }

    /// <summary>How the guest came to its end, if one was asked.</summary>
    public GuestEnd? End { get; set; }

    /// <summary>It goes to a route.</summary>
    public void Matched(HttpTarget target, string path)
    {
        Route = target.Route.RawRoute;
        Component = target.Component;
        if (!RuntimeTelemetry.Source.HasListeners())
        {
            return;
        }

        ActivityContext parent = TraceHeaders.Read(_request.Headers.TraceParent, _request.Headers.TraceState);
        Activity? span = RuntimeTelemetry.Source.CreateActivity($"{KnownMethod} {Route}", ActivityKind.Server, parent);
        span?.SetTag("http.request.method", KnownMethod)
            .SetTag("http.route", Route)
            .SetTag("url.path", path)
            .SetTag("url.scheme", Scheme)
            .SetTag("network.protocol.version", Protocol[(Protocol.IndexOf('/', StringComparison.Ordinal) + 1)..])
            .SetTag("client.address", Client?.ToString())
            .SetTag("user_agent.original", UserAgent);
        _span = RuntimeTelemetry.StartDetached(span);
    }

    /// <summary>It is over.</summary>
    public void Finish()
    {
        TimeSpan duration = Stopwatch.GetElapsedTime(_started);
        HttpTelemetry.Record(this, duration);
        if (_span is { } span)
        {
            int status = Status;
            span.SetTag("http.response.status_code", status);
            if (End is { } end and not GuestEnd.Returned)
            {
                span.SetTag("error.type", RuntimeTelemetry.NameOf(end));
            }

            if (status >= 500)
            {
                span.SetStatus(ActivityStatusCode.Error);
            }

            span.Stop();
        }

        _log?.Write(this, duration);
    }
}
