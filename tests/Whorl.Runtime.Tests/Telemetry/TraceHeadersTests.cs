using System.Diagnostics;
using Whorl.Runtime.Telemetry;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Tests.Telemetry;

public sealed class TraceHeadersTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void Read_OfAHeader_GivesTheSpanThatAsked()
    {
        ActivityContext context = TraceHeaders.Read(Parent, "vendor=1");

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", context.TraceId.ToHexString());
        Assert.Equal("b7ad6b7169203331", context.SpanId.ToHexString());
        Assert.Equal("vendor=1", context.TraceState);
        Assert.True(context.IsRemote);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c")]
    public void Read_OfSomethingElse_GivesNothing(string? header) => Assert.Equal(default, TraceHeaders.Read(header, null));

    [Fact]
    public void With_ReplacesWhatTheGuestHasWritten_AndKeepsTheRest()
    {
        var headers = new HeaderList { { "accept", "*/*" }, { "TraceParent", "forged" }, { "tracestate", "forged" } };
        using var span = new Activity("span");
        span.SetParentId(Parent).SetIdFormat(ActivityIdFormat.W3C).Start();
        span.TraceStateString = "vendor=1";

        HeaderList result = TraceHeaders.With(headers, span);

        Assert.Equal(["accept", "traceparent", "tracestate"], result.Select(f => f.Name));
        Assert.Equal($"00-0af7651916cd43dd8448eb211c80319c-{span.SpanId}-{(span.Recorded ? "01" : "00")}", result[1].Text);
        Assert.Equal("vendor=1", result[2].Text);
    }
}
