using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Whorl.Capabilities.Otel;
using Whorl.Capabilities.Otel.Encoding;
using Whorl.Capabilities.Otel.Export;
using Whorl.Capabilities.Tests.Servers;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Otel;

/// <summary>How guests' telemetry gets to a collector, which is a server of HTTP here.</summary>
public sealed class OtlpExporterTests : IDisposable
{
    private readonly LogRecorder _log = new();
    private readonly ConcurrentQueue<(string Path, string Type, string Key, byte[] Body)> _requests = new();

    [Theory]
    [InlineData(TelemetrySignal.Traces, "/opentelemetry.proto.collector.trace.v1.TraceService/Export")]
    [InlineData(TelemetrySignal.Metrics, "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")]
    [InlineData(TelemetrySignal.Logs, "/opentelemetry.proto.collector.logs.v1.LogsService/Export")]
    public async Task Grpc_IsACallOfTheKindsService(TelemetrySignal signal, string path)
    {
        await using WebServer server = await CollectorAsync(GrpcOk, http2: true);
        OtlpExporter exporter = Exporter(signal, new OtlpTarget(new Uri(server.Url), IsGrpc: true) { Headers = [new("x-key", "secret")] });

        Assert.True(exporter.TryAdd(signal, Item("a")));
        await exporter.DisposeAsync();

        (string at, string type, string key, byte[] body) = Assert.Single(_requests);
        Assert.Equal((path, "application/grpc", "secret", (byte)0), (at, type, key, body[0]));
        Assert.Equal(body.Length - 5, (int)BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1)));
        Assert.Equal("resource_spans\n  resource\n    attributes: k = \"a\"\n  scope_spans\n", OtlpText.Of("Traces", body.AsSpan(5)));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Http_IsGivenWhatCameTogether_InOneRequest()
    {
        await using WebServer server = await CollectorAsync(_ => Task.CompletedTask);
        OtlpExporter exporter = Exporter(TelemetrySignal.Traces, Slow(server, "/v1/traces") with { Headers = [new("x-key", "secret")] });

        Assert.True(Array.TrueForAll(["a", "a", "b", "a"], resource => exporter.TryAdd(TelemetrySignal.Traces, Item(resource))));
        Assert.False(exporter.Wants(TelemetrySignal.Logs));
        Assert.False(exporter.TryAdd(TelemetrySignal.Logs, Item("a")));
        await exporter.DisposeAsync();

        (string path, string type, string key, byte[] body) = Assert.Single(_requests);
        Assert.Equal(("/v1/traces", "application/x-protobuf", "secret"), (path, type, key));
        string one = "resource_spans\n  resource\n    attributes: k = \"a\"\n  scope_spans\n";
        Assert.Equal(one + "  scope_spans\n" + one.Replace("\"a\"", "\"b\"", StringComparison.Ordinal) + one, OtlpText.Of("Traces", body));
    }

    [Fact]
    public async Task Collector_ThatCannotTakeItNow_IsAskedAgain()
    {
        int asked = 0;
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebServer server = await CollectorAsync(context =>
        {
            if (++asked < 3)
            {
                context.Response.StatusCode = asked == 1 ? 503 : 429;
                context.Response.Headers.RetryAfter = "0";
            }
            else
            {
                taken.SetResult();
            }

            return Task.CompletedTask;
        });
        await using OtlpExporter exporter = Exporter(TelemetrySignal.Traces, Quick(server));

        exporter.TryAdd(TelemetrySignal.Traces, Item("a"));

        await taken.Task.WaitAsync(Patience.Long);
        Assert.Equal(3, _requests.Count);
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(false, 400, null, "it answered with status 400")]
    [InlineData(true, 200, "16", "it answered with gRPC status 16")]
    [InlineData(true, 404, null, "it does not speak gRPC: it answered with status 404 and no grpc-status")]
    public async Task Collector_ThatRefuses_IsNotAskedAgain_AndTheLogSaysSoOnce(bool grpc, int status, string? grpcStatus, string why)
    {
        await using WebServer server = await CollectorAsync(
            context =>
            {
                context.Response.StatusCode = status;
                if (grpcStatus is not null)
                {
                    context.Response.Headers["grpc-status"] = grpcStatus;
                }

                return Task.CompletedTask;
            },
            http2: grpc);
        OtlpExporter exporter = Exporter(TelemetrySignal.Traces, new OtlpTarget(new Uri(server.Url), grpc) { Delay = TimeSpan.Zero });

        exporter.TryAdd(TelemetrySignal.Traces, Item("a"));
        string line = await _log.LineAsync("dropped");
        exporter.TryAdd(TelemetrySignal.Traces, Item("b"));
        await exporter.DisposeAsync();

        Assert.Equal(2, _requests.Count);
        string endPoint = server.Url + (grpc ? "/opentelemetry.proto.collector.trace.v1.TraceService/Export" : "/");
        Assert.Equal($"Warning: Traces of guests (wasi:otel) are dropped: {endPoint} did not take them: {why}. See OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_PROTOCOL.", line);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task Queue_ThatIsFull_TakesNoMore_AndTheLogSaysSoOnce()
    {
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebServer server = await CollectorAsync(_ => stuck.Task);
        OtlpExporter exporter = Exporter(TelemetrySignal.Logs, Quick(server) with { Timeout = Patience.Long });

        int taken = Enumerable.Range(0, 3000).Count(_ => exporter.TryAdd(TelemetrySignal.Logs, Item("a")));

        Assert.Equal(2048, taken);
        Assert.Contains("Logs of guests (wasi:otel) are dropped: 2048 of them, or 8 MiB, wait to be sent already", Assert.Single(_log.Lines), StringComparison.Ordinal);
        stuck.SetResult();
        await exporter.DisposeAsync();
        Assert.Equal(2048, _requests.Sum(r => OtlpText.Of("Traces", r.Body).Split("scope_spans").Length - 1));
    }

    [Fact]
    public async Task Queue_HoldsOnlySoManyBytes_AndRequestsAreOfSizesThatCollectorsTake()
    {
        await using WebServer server = await CollectorAsync(_ => Task.CompletedTask);
        OtlpExporter exporter = Exporter(TelemetrySignal.Metrics, Slow(server, "/"));

        int taken = Enumerable.Range(0, 20).Count(_ => exporter.TryAdd(TelemetrySignal.Metrics, Item(new string('x', 1 << 20))));
        await exporter.DisposeAsync();

        Assert.Equal(7, taken);
        Assert.Equal(4, _requests.Count);
        Assert.All(_requests, r => Assert.InRange(r.Body.Length, 1, 3 << 20));
    }

    [Fact]
    public async Task Collector_ThatIsNotThere_DoesNotHoldUpTheEnd()
    {
        OtlpExporter exporter = Exporter(TelemetrySignal.Traces, new OtlpTarget(new Uri("http://127.0.0.1:1/"), IsGrpc: false) { Delay = Patience.Long });

        exporter.TryAdd(TelemetrySignal.Traces, Item("a"));
        await exporter.DisposeAsync();

        Assert.Contains("http://127.0.0.1:1/ did not take them", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    public void Dispose() => _log.Dispose();

    private static OtlpTarget Quick(WebServer server) => new(new Uri(server.Url), IsGrpc: false) { Delay = TimeSpan.Zero };

    // What is added is sent when the exporter ends.
    private static OtlpTarget Slow(WebServer server, string path) => new(new Uri(server.Url + path), IsGrpc: false) { Delay = Patience.Long };

    private static GuestTelemetry Item(string resource)
    {
        var own = new ProtobufWriter(2 << 20);
        int start = own.Begin(1);
        AttributeWriter.WriteHosts(own, 1, "k", resource);
        own.End(start);
        var scopes = new ProtobufWriter(64);
        scopes.End(scopes.Begin(2));
        return new GuestTelemetry(own.ToArray(), scopes.ToArray());
    }

    private static Task GrpcOk(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        context.Response.AppendTrailer("grpc-status", "0");
        return context.Response.Body.WriteAsync(new byte[5]).AsTask();
    }

    private OtlpExporter Exporter(TelemetrySignal signal, OtlpTarget target) =>
        new(new Dictionary<TelemetrySignal, OtlpTarget> { [signal] = target }, [], _log.CreateLogger<OtlpExporter>(), TimeProvider.System);

    private Task<WebServer> CollectorAsync(RequestDelegate answer, bool http2 = false) => WebServer.StartAsync(
        async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _requests.Enqueue((context.Request.Path, context.Request.ContentType ?? "", $"{context.Request.Headers["x-key"]}", body.ToArray()));
            await answer(context);
        },
        listen => listen.Protocols = http2 ? HttpProtocols.Http2 : HttpProtocols.Http1);
}
