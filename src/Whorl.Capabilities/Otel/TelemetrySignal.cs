namespace Whorl.Capabilities.Otel;

/// <summary>A kind of telemetry.</summary>
public enum TelemetrySignal
{
    /// <summary>Spans.</summary>
    Traces,

    /// <summary>Measurements.</summary>
    Metrics,

    /// <summary>Log records.</summary>
    Logs,
}
