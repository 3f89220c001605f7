using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace Whorl.Capabilities.Otel.Export;

/// <summary>Sends guests' telemetry to collectors, in the background.</summary>
public sealed class OtlpExporter : IGuestTelemetrySink, IAsyncDisposable
{
    private readonly FrozenDictionary<TelemetrySignal, OtlpQueue> _queues;
    private readonly HttpMessageInvoker _http;

    /// <summary>Starts it.</summary>
    /// <param name="targets">Where each kind is sent; kinds that nobody wants are not there.</param>
    /// <param name="service">What the host says of the service that it is.</param>
    /// <param name="logger">Told when something cannot be sent.</param>
    /// <param name="time">The clock of the pauses between attempts.</param>
    public OtlpExporter(
        IReadOnlyDictionary<TelemetrySignal, OtlpTarget> targets, IReadOnlyList<KeyValuePair<string, object>> service, ILogger logger, TimeProvider time)
    {
        Service = service;

        // Requests of this kind are no part of any trace.
        _http = new HttpMessageInvoker(new SocketsHttpHandler { ActivityHeadersPropagator = null, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        _queues = targets.ToFrozenDictionary(
            t => t.Key, t => new OtlpQueue(t.Key, t.Value.Delay, new OtlpRequests(_http, t.Key, t.Value, time), logger));
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, object>> Service { get; }

    /// <inheritdoc/>
    public bool Wants(TelemetrySignal signal) => _queues.ContainsKey(signal);

    /// <inheritdoc/>
    public bool TryAdd(TelemetrySignal signal, GuestTelemetry telemetry) => _queues.TryGetValue(signal, out OtlpQueue? queue) && queue.TryAdd(telemetry);

    /// <summary>Sends what waits to be sent, as far as that takes a few seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_queues.Values.Select(queue => queue.DisposeAsync().AsTask())).ConfigureAwait(false);
        _http.Dispose();
    }
}
