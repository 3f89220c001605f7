using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Whorl.Apps.Routing;
using Whorl.Runtime.Http;
using Whorl.Runtime.Loading;
using Whorl.Runtime.Telemetry;
using Whorl.Triggers.Http.Observation;

namespace Whorl.Triggers.Http;

/// <summary>What the server calls for each request: finds the route, and answers or has a guest answer. Runs on the server's threads and never waits.</summary>
internal sealed class HttpApplication : IHttpApplication<IFeatureCollection>
{
    private readonly HttpRoutes _routes;
    private readonly WellKnownPaths _wellKnown;
    private readonly RequestLimits _limits;
    private readonly AccessLog? _log;

    public HttpApplication(LoadedApp app, RequestLimits limits, AccessLog? log)
    {
        _log = log;
        _routes = app.Routes;
        _wellKnown = new WellKnownPaths(app.Model);
        _limits = limits;
    }

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public Task ProcessRequestAsync(IFeatureCollection context)
    {
        IHttpRequestFeature request = context.GetRequiredFeature<IHttpRequestFeature>();
        if (_log is null && !HttpTelemetry.IsEnabled)
        {
            return ProcessAsync(context, request, observed: null);
        }

        var observed = new ObservedRequest(context, request, _log);
        return FinishAsync(ProcessAsync(context, request, observed), observed);
    }

    private static async Task FinishAsync(Task processing, ObservedRequest observed)
    {
        try
        {
            await processing.ConfigureAwait(false);
        }
        finally
        {
            observed.Finish();
        }
    }

    private Task ProcessAsync(IFeatureCollection context, IHttpRequestFeature request, ObservedRequest? observed)
    {
        RequestTarget target = RequestTarget.Parse(request.RawTarget);
        if (WellKnownPaths.Contains(target.Path))
        {
            return _wellKnown.AnswerAsync(context, target.Path);
        }

        if (!_routes.TryMatch(target.Path, out RouteMatch<HttpTarget> match))
        {
            return AnswerAsync(context, StatusCodes.Status404NotFound);
        }

        observed?.Matched(match.Target, target.Path);
        if (match.Target.Component is not { } component)
        {
            return StaticAnswer.SendAsync(context, match.Target.StaticResponse!);
        }

        if (_limits.FindBroken(component.Limits, request) is { } status)
        {
            return AnswerAsync(context, status);
        }

        RuntimeTelemetry.CountEvent(component, "http");
        var invocation = new KestrelInvocation(match.Target, context, new KestrelRequest(context, request, target, match), observed);
        return invocation.TryStart() ? invocation.Ended : AnswerAsync(context, StatusCodes.Status503ServiceUnavailable);
    }

    private static Task AnswerAsync(IFeatureCollection context, int status)
    {
        KestrelResponse.Answer(context.GetRequiredFeature<IHttpResponseFeature>(), status);
        return Task.CompletedTask;
    }
}
