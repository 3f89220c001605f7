using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Otel;

/// <summary>Lets components send spans, metrics and log records of their own. Needs no grant: where they go is the operator's choice.</summary>
/// <param name="sink">Takes them; null when nobody wants any, and then they are dropped.</param>
/// <param name="limits">How much guests may tell at once.</param>
/// <param name="time">The clock.</param>
public sealed class OtelCapability(IGuestTelemetrySink? sink, TelemetryLimits limits, TimeProvider time) : Capability
{
    /// <inheritdoc/>
    public override string Name => "otel";

    /// <inheritdoc/>
    public override void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope)
    {
        ArgumentNullException.ThrowIfNull(linker);
        linker.Add(Bindings.Otel.Tracing.Glue.Interface, state => new WasiTracing(scope(state), Telling(scope(state), TelemetrySignal.Traces)));
        linker.Add(Bindings.Otel.Metrics.Glue.Interface, state => new WasiMetrics(Telling(scope(state), TelemetrySignal.Metrics)));
        linker.Add(Bindings.Otel.Logs.Glue.Interface, state => new WasiLogs(scope(state), Telling(scope(state), TelemetrySignal.Logs), time));
    }

    private Telling? Telling(CapabilityScope scope, TelemetrySignal signal) => sink?.Wants(signal) == true ? new Telling(sink, signal, scope.Grants, limits) : null;
}
