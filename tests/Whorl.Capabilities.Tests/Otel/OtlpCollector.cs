using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Whorl.Capabilities.Otel;
using Whorl.Capabilities.Otel.Export;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Otel;

/// <summary>A collector of OTLP over HTTP, with the exporter that sends to it.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(TelemetrySignal Signal, byte[] Body)> _received;
    private readonly WebServer _server;
    private Task? _sent;

    private OtlpCollector(WebServer server, ConcurrentQueue<(TelemetrySignal Signal, byte[] Body)> received)
    {
        _server = server;
        _received = received;
        Exporter = new OtlpExporter(
            Enum.GetValues<TelemetrySignal>().ToDictionary(s => s, s => new OtlpTarget(new Uri($"{server.Url}/{s}"), IsGrpc: false)),
            [],
            NullLogger<OtlpExporter>.Instance,
            TimeProvider.System);
    }

    /// <summary>Sends to this collector.</summary>
    public OtlpExporter Exporter { get; }

    public static async Task<OtlpCollector> StartAsync()
    {
        var received = new ConcurrentQueue<(TelemetrySignal Signal, byte[] Body)>();
        return new OtlpCollector(
            await WebServer.StartAsync(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                received.Enqueue((Enum.Parse<TelemetrySignal>(context.Request.Path.Value![1..]), body.ToArray()));
            }),
            received);
    }

    /// <summary>Everything of a kind that has come, once all that was told is sent.</summary>
    public async Task<string> TextAsync(TelemetrySignal signal)
    {
        await SendAllAsync();
        return string.Concat(_received.Where(r => r.Signal == signal).Select(r => OtlpText.Of($"{r.Signal}", r.Body)));
    }

    /// <summary>The spans that have come, once all that was told is sent.</summary>
    public async Task<IReadOnlyList<(string Trace, string Name, string Id, string Parent)>> SpansAsync()
    {
        string text = await TextAsync(TelemetrySignal.Traces);
        return [.. text.Split("    spans\n").Skip(1).Select(span => (Field(span, "trace_id"), Field(span, "name"), Field(span, "span_id"), Field(span, "parent_span_id")))];
    }

    public async ValueTask DisposeAsync()
    {
        await SendAllAsync();
        await _server.DisposeAsync();
    }

    // An exporter sends what waits when it comes to its end.
    private Task SendAllAsync() => _sent ??= Exporter.DisposeAsync().AsTask();

    private static string Field(string span, string name)
    {
        string beginning = $"      {name}: ";
        return span.Split('\n').First(line => line.StartsWith(beginning, StringComparison.Ordinal))[beginning.Length..];
    }
}
