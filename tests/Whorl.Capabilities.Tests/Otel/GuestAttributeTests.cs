using Whorl.Capabilities.Bindings.Clocks.WallClock;
using Whorl.Capabilities.Bindings.Otel.Metrics;
using Whorl.Capabilities.Bindings.Otel.Types;
using Whorl.Capabilities.Otel;
using Whorl.Components.Hosting;
using GuestAttribute = Whorl.Capabilities.Bindings.Otel.Types.KeyValue;

namespace Whorl.Capabilities.Tests.Otel;

/// <summary>What guests say of things: values as OTLP has them, and whose word counts.</summary>
public sealed class GuestAttributeTests
{
    private static readonly GuestAttribute[] s_claims =
        [.. new[] { "app_id", "component_id", "service.name", "service.replicas", "service.namespace", "telemetry.sdk.language", "mine" }.Select(key => Teller.Attribute(key, "\"claimed\""))];

    [Theory]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("\"\\u00e4\\\"\"", "\"\u00e4\"\"")]
    [InlineData("1", "1")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("18446744073709551615", "double 1.8446744073709552E+19")]
    [InlineData("1.5", "double 1.5")]
    [InlineData("1e3", "double 1000")]
    [InlineData(" true ", "true")]
    [InlineData("null", "nothing")]
    [InlineData("[]", "[]")]
    [InlineData("[1,\"a\",[2.5,false],{\"k\":[null]}]", "[1, \"a\", [double 2.5, false], {k = [nothing]}]")]
    [InlineData("\"data:application/octet-stream;base64,AQID\"", "bytes 010203")]
    [InlineData("\"data:application/octet-stream;base64,+\\/8=\"", "bytes fbff")]
    [InlineData("\"data:application/octet-stream;base64,!\"", "\"data:application/octet-stream;base64,!\"")]
    [InlineData("", "\"\"")]
    [InlineData("plain", "\"plain\"")]
    [InlineData("\"open", "\"\"open\"")]
    [InlineData("[1,2", "\"[1,2\"")]
    [InlineData("1 2", "\"1 2\"")]
    [InlineData("\"\\ud800\"", "\"\"\\ud800\"\"")]
    public void Value_IsJson_OrElseTheTextItself(string given, string written)
    {
        using var teller = new Teller();

        teller.Logs.OnEmit(Teller.Record() with { Body = given });

        Assert.Equal([$"body: {written}"], teller.Lines(TelemetrySignal.Logs, "body"));
    }

    [Theory]
    [InlineData(16, "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]")]
    [InlineData(17, "\"[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]\"")]
    [InlineData(60000, null)]
    public void Value_ThatIsDeep_IsTheTextItself(int depth, string? written)
    {
        using var teller = new Teller();

        teller.Logs.OnEmit(Teller.Record() with { Body = new string('[', depth) + new string(']', depth) });

        string body = Assert.Single(teller.Lines(TelemetrySignal.Logs, "body"));
        Assert.Equal(written is null ? $"body: \"{new string('[', depth)}{new string(']', depth)}\"" : $"body: {written}", body);
    }

    [Fact]
    public void Record_ThatIsTooLarge_IsDroppedWithALine()
    {
        using var teller = new Teller();

        teller.Logs.OnEmit(Teller.Record() with { Body = new string('x', 128 << 10) });

        Assert.Equal("", teller.Telemetry.Text());
        Assert.Equal(["Warning: Dropped: component `cart` of app `shop-app`, wasi:otel/logs on-emit: a record is too large: it takes more than 131072 bytes"], teller.Log.Lines);
    }

    [Fact]
    public void WhoItIs_IsTheHostsToSay()
    {
        using var teller = new Teller();
        var point = new GaugeDataPoint(s_claims, MetricNumber.S64(4), []);

        teller.Tell(Teller.Span("s", "a1") with { Attributes = s_claims });
        teller.Logs.OnEmit(Teller.Record() with { Attributes = s_claims, Resource = Teller.Resource(s_claims) });
        teller.Metrics.Export(Export(Teller.Resource(s_claims), "n", MetricData.S64Gauge(new Gauge([point], Option<Datetime>.None, default))));

        string[] own = ["service.name = \"shop\"", "service.replicas = 2", "app_id = \"shop-app\"", "component_id = \"cart\""];
        string[] said = ["telemetry.sdk.language = \"claimed\"", "mine = \"claimed\""];
        string[] record = [.. own[2..], "service.name = \"claimed\"", "service.replicas = \"claimed\"", "service.namespace = \"claimed\"", .. said];
        Assert.Equal([.. own, .. record], Attributes(teller, TelemetrySignal.Traces));
        Assert.Equal([.. own, .. said, .. record], Attributes(teller, TelemetrySignal.Logs));
        Assert.Equal([.. own, .. said, .. record], Attributes(teller, TelemetrySignal.Metrics));
    }

    [Fact]
    public void Export_ThatIsTooLarge_IsAnError()
    {
        using var teller = new Teller();

        Result<Unit, string> resource = teller.Metrics.Export(new ResourceMetrics(Teller.Resource(Teller.Attribute("k", new string('x', 128 << 10))), []));
        Result<Unit, string> metrics = teller.Metrics.Export(Export(Teller.Resource(), new string('x', 2 << 20), MetricData.S64Gauge(new Gauge([], Option<Datetime>.None, default))));

        Assert.Equal("the metrics are too large: it takes more than 131072 bytes", resource.TryGet(out _, out string? first) ? null : first);
        Assert.Equal("the metrics are too large: it takes more than 2097152 bytes", metrics.TryGet(out _, out string? second) ? null : second);
        Assert.Equal("", teller.Telemetry.Text());
    }

    private static string[] Attributes(Teller teller, TelemetrySignal signal) => [.. teller.Lines(signal, "attributes: ").Select(l => l["attributes: ".Length..])];

    private static ResourceMetrics Export(Resource resource, string name, MetricData data) => new(
        resource, [new ScopeMetrics(new InstrumentationScope("lib", Option<string>.None, Option<string>.None, []), [new Metric(name, "", "", data)])]);
}
