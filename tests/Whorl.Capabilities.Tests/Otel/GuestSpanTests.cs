using System.Diagnostics;
using Whorl.Capabilities.Bindings.Clocks.WallClock;
using Whorl.Capabilities.Bindings.Otel.Logs;
using Whorl.Capabilities.Bindings.Otel.Tracing;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Otel;

namespace Whorl.Capabilities.Tests.Otel;

/// <summary>Spans of guests: their names, their order, and how much of them is taken.</summary>
public sealed class GuestSpanTests
{
    [Theory]
    [InlineData("A1", "00000000000000a1")]
    [InlineData("00000000000000a1", "00000000000000a1")]
    [InlineData("ffffffffffffffff", "ffffffffffffffff")]
    public void SpanId_MayLackZerosInFront(string id, string written)
    {
        using var teller = new Teller();

        teller.Tell(Teller.Span("s", id, parent: id, trace: "7"));

        Assert.Equal([$"span_id: {written}"], teller.Lines(TelemetrySignal.Traces, "span_id"));
        Assert.Equal([$"parent_span_id: {written}"], teller.Lines(TelemetrySignal.Traces, "parent_span_id"));
        Assert.Equal(["trace_id: 00000000000000000000000000000007"], teller.Lines(TelemetrySignal.Traces, "trace_id"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000")]
    [InlineData("00000000000000000a")]
    [InlineData("xyz")]
    [InlineData("+1")]
    public void SpanId_ThatIsNone_IsDroppedWithALine(string id)
    {
        using var teller = new Teller();

        teller.Tell(Teller.Span("s", id));

        Assert.Equal("", teller.Telemetry.Text());
        Assert.Equal(
            [
                "Warning: Dropped: component `cart` of app `shop-app`, wasi:otel/tracing on-start: a span was begun whose trace-id and span-id are not 32 and 16 hexadecimal digits",
                "Warning: Dropped: component `cart` of app `shop-app`, wasi:otel/tracing on-end: a span was ended that is not open; call on-start when it begins, with the same trace-id and span-id",
            ],
            teller.Log.Lines);
    }

    [Fact]
    public void Span_ThatIsEndedTwice_IsSentOnce()
    {
        using var teller = new Teller();
        SpanData span = Teller.Span("s", "a1");

        teller.Tell(span);
        teller.Tracing.OnEnd(span);
        teller.Tracing.OnEnd(Teller.Span("of another trace", "a1", trace: "7"));

        Assert.Single(teller.Lines(TelemetrySignal.Traces, "span_id"));
        Assert.Contains("that is not open", Assert.Single(teller.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Span_ThatIsNotSampled_IsNotSent_ButIsTheParentOfWhatFollows()
    {
        using var teller = new Teller();
        SpanData span = Teller.Span("s", "a1");
        span = span with { SpanContext = span.SpanContext with { TraceFlags = TraceFlags.None } };

        teller.Tracing.OnStart(span.SpanContext);
        Assert.Equal("00000000000000a1", ((ITracePosition)teller).Trace.SpanId.ToHexString());
        teller.Tracing.OnEnd(span);

        Assert.Equal("", teller.Telemetry.Text());
        Assert.Empty(teller.Log.Lines);
    }

    [Fact]
    public void OpenSpans_AreOnlySoMany()
    {
        using var teller = new Teller();
        for (int i = 1; i <= OpenSpans.Most + 40; i++)
        {
            teller.Tracing.OnStart(Teller.Span("s", $"{i:x}").SpanContext);
        }

        teller.Tracing.OnEnd(Teller.Span("taken", $"{OpenSpans.Most:x}"));
        teller.Tracing.OnEnd(Teller.Span("not taken", $"{OpenSpans.Most + 1:x}"));

        Assert.Equal(["name: lib", "name: taken"], teller.Lines(TelemetrySignal.Traces, "name"));
        Assert.Equal(
            "Warning: Dropped: component `cart` of app `shop-app`, wasi:otel/tracing on-start: more than 256 spans are open; call on-end for those that are over", teller.Log.Lines[0]);
    }

    [Fact]
    public void Span_WithTooMuchInIt_IsCut_AndWhatIsMissingIsCounted()
    {
        using var teller = new Teller();
        SpanData span = Teller.Span("s", "a1");

        teller.Tell(span with
        {
            Attributes = [.. Enumerable.Range(0, 130).Select(i => Teller.Attribute($"a{i}"))],
            DroppedAttributes = uint.MaxValue,
            Events = [.. Enumerable.Repeat(new Event("e", default, []), 129)],
            DroppedEvents = 1,
            Links = [.. Enumerable.Repeat(new Link(span.SpanContext, []), 131), new Link(span.SpanContext with { SpanId = "" }, [])],
        });

        // Two more are the host's.
        Assert.Equal(130, teller.Lines(TelemetrySignal.Traces, "attributes: ").Count(l => !l.Contains("service.", StringComparison.Ordinal)) - 2);
        Assert.Equal(128, teller.Lines(TelemetrySignal.Traces, "events").Length);
        Assert.Equal(128, teller.Lines(TelemetrySignal.Traces, "links").Length);
        Assert.Equal(["dropped_attributes: 4294967295", "dropped_events: 2", "dropped_links: 4"], teller.Lines(TelemetrySignal.Traces, "dropped_"));
    }

    [Fact]
    public void Span_ThatIsTooLarge_IsDroppedWithALine()
    {
        using var teller = new Teller();

        teller.Tell(Teller.Span(new string('x', 128 << 10), "a1"));

        Assert.Equal("", teller.Telemetry.Text());
        Assert.Equal(["Warning: Dropped: component `cart` of app `shop-app`, wasi:otel/tracing on-end: a span is too large: it takes more than 131072 bytes"], teller.Log.Lines);
    }

    [Theory]
    [InlineData("a=1,b=2", "a", "1", "b", "2")]
    [InlineData(null, "a", "1,b=2")]
    [InlineData(null, "", "1")]
    [InlineData(null, "a", "1\r\nx")]
    [InlineData(null, "a", "\u00e9")]
    public void TraceState_IsAHeadersValue_OrNone(string? expected, params string[] entries)
    {
        using var teller = new Teller();
        SpanData span = Teller.Span("s", "a1");

        teller.Tell(span with { SpanContext = span.SpanContext with { TraceState = [.. entries.Chunk(2).Select(e => (e[0], e[1]))] } });

        Assert.Equal(expected is null ? [] : [$"trace_state: {expected}"], teller.Lines(TelemetrySignal.Traces, "trace_state"));
    }

    [Fact]
    public void TraceState_ThatIsLong_IsNone()
    {
        using var teller = new Teller();
        SpanData span = Teller.Span("s", "a1");

        teller.Tell(span with { SpanContext = span.SpanContext with { TraceState = [("a", new string('x', 512))] } });
        teller.Tell(span with { SpanContext = span.SpanContext with { TraceState = [.. Enumerable.Repeat(("a", "1"), 33)] } });

        Assert.Empty(teller.Lines(TelemetrySignal.Traces, "trace_state"));
    }

    [Fact]
    public void Moment_ThatNoNumberHolds_IsTheLastThatOneDoes()
    {
        using var teller = new Teller();

        teller.Tell(Teller.Span("s", "a1") with { StartTime = new Datetime(18446744073, 709551615), EndTime = new Datetime(ulong.MaxValue, 999_999_999) });

        Assert.Equal([$"start_time: {ulong.MaxValue}"], teller.Lines(TelemetrySignal.Traces, "start_time"));
        Assert.Equal([$"end_time: {ulong.MaxValue}"], teller.Lines(TelemetrySignal.Traces, "end_time"));
    }

    [Fact]
    public void OuterSpan_IsTheHosts_WhateverTheGuestHasOpen()
    {
        using var teller = new Teller { Outer = new ActivityContext(ActivityTraceId.CreateFromString(Teller.TraceId), ActivitySpanId.CreateFromString("b7ad6b7169203331"), ActivityTraceFlags.Recorded, "a=1,b=2", isRemote: true) };
        teller.Tracing.OnStart(Teller.Span("s", "a1").SpanContext);

        SpanContext outer = teller.Tracing.OuterSpanContext();

        Assert.Equal((Teller.TraceId, "b7ad6b7169203331", TraceFlags.Sampled, true), (outer.TraceId, outer.SpanId, outer.TraceFlags, outer.IsRemote));
        Assert.Equal([("a", "1"), ("b", "2")], outer.TraceState);
    }

    [Fact]
    public void LogRecord_ThatNamesNoSpan_BelongsToTheInnermostOne()
    {
        using var teller = new Teller();
        LogRecord record = Teller.Record();
        teller.Logs.OnEmit(record);
        teller.Tracing.OnStart(Teller.Span("s", "a1").SpanContext);
        teller.Logs.OnEmit(record with { SeverityNumber = 25 });
        teller.Logs.OnEmit(record with { TraceId = "1", SpanId = "2", SeverityNumber = 24 });
        teller.Logs.OnEmit(record with { TraceId = "1", SeverityNumber = 0 });

        Assert.Equal(["span_id: 00000000000000a1", "span_id: 0000000000000002"], teller.Lines(TelemetrySignal.Logs, "span_id"));
        Assert.Equal(["flags: 1", "flags: 0"], teller.Lines(TelemetrySignal.Logs, "flags"));
        Assert.Equal(["severity_number: 24"], teller.Lines(TelemetrySignal.Logs, "severity_number"));
    }
}
