using System.Collections.Concurrent;
using Whorl.Capabilities.Otel;
using Whorl.Capabilities.Otel.Export;

namespace Whorl.Capabilities.Tests.Otel;

/// <summary>Keeps what guests tell.</summary>
internal sealed class TelemetryRecorder(params TelemetrySignal[] wanted) : IGuestTelemetrySink
{
    private readonly ConcurrentQueue<(TelemetrySignal Signal, GuestTelemetry Telemetry)> _all = new();

    public IReadOnlyList<KeyValuePair<string, object>> Service { get; } =
        [new("service.name", "shop"), new("service.replicas", 2L), new("telemetry.sdk.language", "dotnet")];

    /// <summary>Whether it takes no more.</summary>
    public bool IsFull { get; set; }

    public bool Wants(TelemetrySignal signal) => wanted.Length == 0 || wanted.Contains(signal);

    public bool TryAdd(TelemetrySignal signal, GuestTelemetry telemetry)
    {
        if (!IsFull)
        {
            _all.Enqueue((signal, telemetry));
        }

        return !IsFull;
    }

    /// <summary>Everything of one kind, as text of the request that it would be sent with.</summary>
    public string TextOf(TelemetrySignal signal) => OtlpText.Of($"{signal}", OtlpBatch.Encode([.. _all.Where(t => t.Signal == signal).Select(t => t.Telemetry)]));

    /// <summary>Everything.</summary>
    public string Text() => string.Concat(Enum.GetValues<TelemetrySignal>().Select(TextOf));
}
