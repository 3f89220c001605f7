namespace Whorl.Capabilities.Otel;

/// <summary>Takes what guests tell about themselves to where the operator wants it. Any thread may use it.</summary>
public interface IGuestTelemetrySink
{
    /// <summary>What the host says of the service that it is: attributes of everything that guests tell.</summary>
    IReadOnlyList<KeyValuePair<string, object>> Service { get; }

    /// <summary>Whether somebody wants a kind of telemetry.</summary>
    bool Wants(TelemetrySignal signal);

    /// <summary>Takes something, to be sent later.</summary>
    /// <returns>False when too much waits to be sent already: it is dropped.</returns>
    bool TryAdd(TelemetrySignal signal, GuestTelemetry telemetry);
}
