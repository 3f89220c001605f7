using System.IO.Pipelines;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.P2.Http;
using Whorl.Wasi.P2.Http.Types;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.P2;

public sealed class HttpTests : IDisposable
{
    private readonly WasiContext _context = new(new WasiContextOptions());
    private readonly RecordingSink _sink = new();

    public void Dispose() => _context.Dispose();

    public static TheoryData<HttpErrorKind> Kinds => [.. Enum.GetValues<HttpErrorKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ErrorCodes_EveryKind_ComesBackAsItWas(HttpErrorKind kind)
    {
        ErrorCode code = ErrorCodes.From(new HttpError(kind) { Detail = "detail", Size = 7, FieldName = "name", Code = 9 });
        Assert.Equal(kind.ToString(), code.Kind.ToString());
        HttpError back = ErrorCodes.ToKernel(code);
        Assert.Equal(kind, back.Kind);
        Assert.Equal(ErrorCodes.From(back).ToString(), code.ToString());
    }

    [Fact]
    public void ErrorCodes_Payloads_AreKept()
    {
        Assert.Equal(7ul, ErrorCodes.From(new HttpError(HttpErrorKind.HttpRequestBodySize) { Size = 7 }).AsHttpRequestBodySize().Value);
        Assert.False(ErrorCodes.From(new HttpError(HttpErrorKind.HttpRequestBodySize)).AsHttpRequestBodySize().IsSome);
        Assert.Equal("why", ErrorCodes.From(HttpError.Internal("why")).AsInternalError().Value);
        var oversized = new HttpError(HttpErrorKind.HttpResponseHeaderSize) { FieldName = "n", Size = 1ul << 40 };
        FieldSizePayload field = ErrorCodes.From(oversized).AsHttpResponseHeaderSize();
        Assert.Equal(("n", uint.MaxValue), (field.FieldName.Value, field.FieldSize.Value));
        Assert.Equal("why", ErrorCodes.ToKernel(ErrorCode.InternalError("why")).Detail);
    }

    [Theory]
    [InlineData(103, true)]
    [InlineData(99, false)]
    [InlineData(101, false)]
    [InlineData(200, false)]
    public void SendInformational_Status_IsSentOrRefused(int status, bool isSent)
    {
        var outparam = new ResponseOutparamResource(_sink, toHead: false);
        Result<Unit, ErrorCode> result = outparam.SendInformational((ushort)status, Fields());
        Assert.Equal(isSent, result.IsOk);
        Assert.Equal(isSent ? [$"informational {status}"] : [], _sink.Events);
    }

    [Fact]
    public void Set_ResponseWithoutABody_IsSentWhole()
    {
        var outparam = new ResponseOutparamResource(_sink, toHead: false);
        outparam.Set(new OutgoingResponseResource(_context, Fields()));
        Assert.Equal(["respond 200 "], _sink.Events);
        outparam.End();
        Assert.Equal(["respond 200 "], _sink.Events);
    }

    [Fact]
    public void Set_ResponseThatAnnouncesABodyItHasNot_Fails()
    {
        new ResponseOutparamResource(_sink, toHead: false).Set(new OutgoingResponseResource(_context, Fields(("content-length", "3"))));
        Assert.Equal(["fail BodyLength"], _sink.Events);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-1")]
    public void Set_ResponseWithALengthThatIsNone_Fails(string length)
    {
        var response = new OutgoingResponseResource(_context, Fields(("content-length", length)));
        Assert.False(response.Body().IsOk);
        new ResponseOutparamResource(_sink, toHead: false).Set(response);
        Assert.Equal(["fail BodyLength"], _sink.Events);
    }

    [Fact]
    public void Set_ResponseWithItsLengthTwice_SendsItOnce()
    {
        FieldsResource fields = Fields(("content-length", "0"), ("a", "1"), ("content-length", "0"));
        new ResponseOutparamResource(_sink, toHead: false).Set(new OutgoingResponseResource(_context, fields));
        Assert.Equal(["a=1", "content-length=0"], _sink.Headers!.Select(h => $"{h.Name}={h.Text}"));
    }

    [Fact]
    public void Set_ResponseWithTheRequestsHeaders_SendsNoHost()
    {
        using var request = new IncomingRequestResource(_context, new FakeRequest("GET", "/", ("host", "h"), ("a", "1")));
        new ResponseOutparamResource(_sink, toHead: false).Set(new OutgoingResponseResource(_context, (FieldsResource)request.Headers()));
        Assert.Equal(["a=1"], _sink.Headers!.Select(h => $"{h.Name}={h.Text}"));
    }

    [Fact]
    public void End_BodyStillOpen_FailsTheResponse()
    {
        var outparam = new ResponseOutparamResource(_sink, toHead: false);
        var response = new OutgoingResponseResource(_context, Fields());
        Assert.True(response.Body().IsOk);
        outparam.Set(response);
        outparam.End();
        Assert.Equal(["fail BodyIncomplete"], _sink.Events);
    }

    [Theory]
    [InlineData(199)]
    [InlineData(600)]
    [InlineData(0)]
    public void SetStatusCode_OutsideTheRange_IsRefused(int status) =>
        Assert.False(new OutgoingResponseResource(_context, Fields()).SetStatusCode((ushort)status).IsOk);

    [Fact]
    public void Finish_OutgoingBodyWhoseStreamIsAlive_EndsTheGuest()
    {
        var body = new OutgoingBodyResource(_context, new OutgoingBody(_context, null, HttpErrorKind.HttpResponseBodySize));
        Whorl.Wasi.P2.Io.Streams.IOutputStream stream = body.Write().Value;
        Assert.False(body.Write().IsOk);
        Assert.Throws<GuestTrapException>(() => { body.Finish(Option<IFields>.None); });
        stream.Dispose();
        Assert.True(body.Finish(Option<IFields>.None).IsOk);
    }

    [Fact]
    public void Finish_IncomingBodyWhoseStreamIsAlive_EndsTheGuest()
    {
        var options = new PipeInputOptions("the body", 10, HttpErrorKind.HttpRequestBodySize);
        var body = new IncomingBodyResource(_context, new IncomingBody(_context, PipeReader.Create(Stream.Null), options, () => null, null));
        Whorl.Wasi.P2.Io.Streams.IInputStream stream = body.Stream().Value;
        Assert.Throws<GuestTrapException>(() => { body.Finish(); });
        stream.Dispose();
        using FutureTrailersResource trailers = body.Finish();
        Assert.True(trailers.Get().Value.Value.IsOk);
    }

    [Fact]
    public void RequestOptions_EndlessTimeout_IsOneThatTimersTake()
    {
        var options = new RequestOptionsResource();
        Assert.Null(options.Connect);
        options.SetConnectTimeout(ulong.MaxValue);
        options.SetFirstByteTimeout(0ul);
        options.SetBetweenBytesTimeout(1_500_000ul);
        Assert.InRange(options.Connect!.Value, TimeSpan.FromDays(20), TimeSpan.FromMilliseconds(uint.MaxValue - 1));
        Assert.Equal(TimeSpan.Zero, options.FirstByte);
        Assert.Equal(TimeSpan.FromMilliseconds(1.5), options.BetweenBytes);
    }

    [Fact]
    public void Send_WithoutAnAuthority_IsNoValidUri()
    {
        var request = new OutgoingRequestResource(_context, Fields());
        Assert.Equal(ErrorCodeKind.HttpRequestUriInvalid, request.Send(null).Error.Kind);
    }

    [Fact]
    public void Send_BodyThatIsFinished_GoesWithItsLength()
    {
        var outbound = new FakeOutbound((_, _) => new TaskCompletionSource<OutboundResponse>().Task);
        using var context = new WasiContext(new WasiContextOptions()) { OutboundHttp = outbound };
        var request = new OutgoingRequestResource(context, new FieldsResource(context, new FieldMap(context)));
        request.SetAuthority("example.test");
        var body = (OutgoingBodyResource)request.Body().Value;
        using (Whorl.Wasi.P2.Io.Streams.IOutputStream stream = body.Write().Value)
        {
            stream.Write("body"u8);
        }

        body.Finish(Option<IFields>.None);
        Assert.True(request.Send(null).IsOk);
        Assert.Equal(["GET https://example.test/ [] body"], outbound.Requests);
        Assert.Equal(4, outbound.Last!.ContentLength);
    }

    [Fact]
    public void Send_BodyFinishedEmpty_IsNone()
    {
        var outbound = new FakeOutbound((_, _) => new TaskCompletionSource<OutboundResponse>().Task);
        using var context = new WasiContext(new WasiContextOptions()) { OutboundHttp = outbound };
        var request = new OutgoingRequestResource(context, new FieldsResource(context, new FieldMap(context)));
        request.SetAuthority("example.test");
        ((OutgoingBodyResource)request.Body().Value).Finish(Option<IFields>.None);
        Assert.True(request.Send(null).IsOk);
        Assert.Null(outbound.Last!.Body);
    }

    private FieldsResource Fields(params (string Name, string Value)[] entries)
    {
        var fields = new FieldMap(_context);
        foreach ((string name, string value) in entries)
        {
            Assert.Null(fields.Append(System.Text.Encoding.ASCII.GetBytes(name), System.Text.Encoding.ASCII.GetBytes(value)));
        }

        return new FieldsResource(_context, fields);
    }
}
