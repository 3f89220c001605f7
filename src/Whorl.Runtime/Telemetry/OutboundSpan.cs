using System.Diagnostics;
using Whorl.Apps.Network;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Telemetry;

/// <summary>The span of a request that a guest sends, with the attributes that OpenTelemetry names for HTTP clients.</summary>
internal static class OutboundSpan
{
    /// <summary>Begins it; null when nobody listens.</summary>
    public static Activity? Start(string component, string method, OutboundDestination destination, string pathAndQuery, ActivityContext parent)
    {
        if (!RuntimeTelemetry.Source.HasListeners())
        {
            return null;
        }

        // The query may hold a secret, and is not what tells one call from another.
        int query = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        Activity? span = RuntimeTelemetry.Source.CreateActivity(method, ActivityKind.Client, parent);
        span?.SetTag("http.request.method", method)
            .SetTag("url.full", $"{destination}{(query < 0 ? pathAndQuery : pathAndQuery[..query])}")
            .SetTag("server.address", destination.Host)
            .SetTag("server.port", destination.Port)
            .SetTag(RuntimeTelemetry.ComponentTag, component);
        return RuntimeTelemetry.StartDetached(span);
    }

    /// <summary>Ends it when the response's head has come, or will not come.</summary>
    public static async Task<OutboundResponse> EndAsync(Activity span, Task<OutboundResponse> sending)
    {
        try
        {
            OutboundResponse response = await sending.ConfigureAwait(false);
            span.SetTag("http.response.status_code", response.Status);
            if (response.Status >= 400)
            {
                span.SetStatus(ActivityStatusCode.Error);
            }

            return response;
        }
        catch (Exception e)
        {
            span.SetTag("error.type", e is HttpErrorException http ? http.Error.ToString() : e.GetType().Name);
            span.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            span.Stop();
        }
    }
}
