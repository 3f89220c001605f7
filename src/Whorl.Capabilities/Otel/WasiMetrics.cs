using Whorl.Capabilities.Bindings.Otel.Metrics;
using Whorl.Capabilities.Otel.Encoding;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Otel;

/// <summary><c>wasi:otel/metrics</c>.</summary>
internal sealed class WasiMetrics(Telling? telling) : IHost
{
    public Result<Unit, string> Export(ResourceMetrics metrics)
    {
        if (telling is null)
        {
            return default(Unit);
        }

        try
        {
            byte[] resource = telling.ResourceWith(metrics.Resource.Attributes, telling.Limits.RecordBytes);
            return telling.TryAdd(resource, MetricsWriter.Write(metrics.ScopeMetrics, telling))
                ? default(Unit)
                : Result<Unit, string>.Err("too many metrics wait to be sent: the collector does not take them as fast as they come");
        }
        catch (TelemetryTooLargeException e)
        {
            return Result<Unit, string>.Err($"the metrics are too large: {e.Message}");
        }
    }
}
