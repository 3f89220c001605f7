using Whorl.Capabilities.Bindings.Otel.Logs;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Otel.Encoding;

namespace Whorl.Capabilities.Otel;

/// <summary><c>wasi:otel/logs</c>.</summary>
internal sealed class WasiLogs(CapabilityScope scope, Telling? telling, TimeProvider time) : IHost
{
    public void OnEmit(LogRecord data)
    {
        if (telling is null)
        {
            return;
        }

        try
        {
            byte[] resource = data.Resource.TryGet(out Bindings.Otel.Types.Resource given) ? telling.ResourceWith(given.Attributes, telling.Limits.RecordBytes) : telling.OwnResource;
            telling.TryAdd(resource, LogWriter.Write(data, telling, scope.Trace, time.GetUtcNow()));
        }
        catch (TelemetryTooLargeException e)
        {
            telling.LogDropped("logs on-emit", $"a record is too large: {e.Message}");
        }
    }
}
