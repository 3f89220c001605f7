using System.IO.Pipelines;
using System.Text;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.Http;

public sealed class OutgoingBodyTests : IDisposable
{
    private readonly List<LimitReached> _limits = [];
    private readonly RecordingSink _sink = new(pauseAt: 50_000);
    private readonly HeaderList _headers = [];
    private readonly WasiContext _context;

    public OutgoingBodyTests()
    {
        var limits = new WasiLimits { OutgoingBodyBytes = 100_000 };
        _context = new WasiContext(new WasiContextOptions { Limits = limits }) { LimitReached = _limits.Add };
    }

    public void Dispose() => _context.Dispose();

    [Fact]
    public void Finish_SmallBody_GoesOutInOnePiece()
    {
        OutgoingBody body = Attached();
        Write(body, "hello ");
        body.Flush();
        Write(body, "world");
        Assert.Empty(_sink.Events);
        Assert.Null(body.Finish(null));
        Assert.Equal(["respond 200 hello world"], _sink.Events);
    }

    [Fact]
    public void Attach_BodyThatIsFinished_GoesOutInOnePiece()
    {
        OutgoingBody body = New();
        Write(body, "hello");
        Assert.Null(body.Finish(null));
        Attach(body);
        Assert.Equal(["respond 200 hello"], _sink.Events);
    }

    [Fact]
    public void PushHeldOutput_WhatIsHeld_IsSentOn()
    {
        OutgoingBody body = Attached();
        Write(body, "one");
        body.Flush();
        _context.PushHeldOutput();
        Assert.Equal(["start 200", "body"], _sink.Events);
        Assert.Equal("one", _sink.TakeFlushed());
        Write(body, "two");
        body.Flush();
        Assert.Equal("", _sink.TakeFlushed());
        _context.PushHeldOutput();
        Assert.Equal("two", _sink.TakeFlushed());
        Assert.Null(body.Finish(null));
        Assert.Equal(["start 200", "body", "complete"], _sink.Events);
    }

    [Fact]
    public async Task Wait_ForAnything_SendsTheHeadOnFirst()
    {
        var region = new RecordingRegion();
        using var context = new WasiContext(new WasiContextOptions()) { Blocking = region };
        var body = new OutgoingBody(context, null, HttpErrorKind.HttpResponseBodySize);
        body.Attach(new ResponseCarrier(_sink, 200, _headers, toHead: false));
        var flag = new Flag(context);
        Task waiting = Task.Run(() => context.WaitFor(flag));
        await region.Entered;
        Assert.Equal(["start 200", "body"], _sink.Events);
        flag.Set();
        await waiting;
    }

    [Fact]
    public async Task PushHeldOutput_NothingWrittenYet_SendsTheHead()
    {
        OutgoingBody body = Attached();
        ValueTask<ReadResult> reading = _sink.Reader.ReadAsync();
        _context.PushHeldOutput();
        Assert.Equal(["start 200", "body"], _sink.Events);
        Write(body, "x");
        body.Flush();
        _context.PushHeldOutput();
        Assert.Equal(1, (await reading).Buffer.Length);
    }

    [Fact]
    public void Write_MoreThanIsHeld_IsStreamed()
    {
        OutgoingBody body = Attached();
        Write(body, new string('x', 20_000));
        Assert.Equal(20_000, _sink.TakeFlushed().Length);
        Assert.Equal(["start 200", "body"], _sink.Events);
    }

    [Fact]
    public void CheckWrite_SlowReader_PermitsNothingUntilItReads()
    {
        OutgoingBody body = Attached();
        Write(body, new string('x', 60_000));
        Assert.Equal(StreamStatus.Open, body.CheckWrite(out int permit));
        Assert.Equal(0, permit);
        Assert.False(body.IsReady);
        _sink.TakeFlushed();
        _context.WaitFor(body);
        Assert.Equal(StreamStatus.Open, body.CheckWrite(out permit));
        Assert.True(permit > 0);
    }

    [Fact]
    public void CheckWrite_BeforeTheMessageIsGivenAway_StopsWhenTheBufferIsFull()
    {
        OutgoingBody body = New();
        Write(body, new string('x', OutputTarget.MaxWriteBytes));
        Assert.Equal(StreamStatus.Open, body.CheckWrite(out int permit));
        Assert.Equal(0, permit);
        Attach(body);
        Assert.Equal(StreamStatus.Open, body.CheckWrite(out permit));
        Assert.True(permit > 0);
    }

    [Fact]
    public void Finish_WithTrailers_SendsThemAfterTheBody()
    {
        OutgoingBody body = Attached();
        Write(body, "x");
        HeaderList trailers = new() { { "a", "1" } };
        Assert.Null(body.Finish(trailers));
        Assert.Equal(["start 200", "body", "complete"], _sink.Events);
        Assert.Same(trailers, _sink.Trailers);
    }

    [Fact]
    public void Finish_WithEmptyTrailers_IsAsWithNone()
    {
        OutgoingBody body = Attached();
        Assert.Null(body.Finish([]));
        Assert.Equal(["respond 200 "], _sink.Events);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20_000)]
    public void Finish_ShorterThanAnnounced_FailsTheResponse(int written)
    {
        OutgoingBody body = Attached(announced: 30_000);
        Write(body, new string('x', written));
        HttpError? error = body.Finish(null);
        Assert.Equal((HttpErrorKind.HttpResponseBodySize, (ulong)written), (error!.Kind, error.Size));
        Assert.Equal("fail BodyLength", _sink.Events[^1]);
        Assert.Contains("30000", _sink.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_LongerThanAnnounced_FailsTheStreamThenIsClosed()
    {
        OutgoingBody body = Attached(announced: 3);
        Write(body, "abc");
        Assert.Equal(StreamStatus.Failed, body.Write("d"u8));
        Assert.Equal(HttpErrorKind.HttpResponseBodySize, body.Failure!.Http!.Kind);
        Assert.Equal(StreamStatus.Closed, body.Write("d"u8));
        Assert.Equal(StreamStatus.Closed, body.CheckWrite(out _));
        Assert.Equal(["fail BodyLength"], _sink.Events);
        Assert.Equal(HttpErrorKind.HttpResponseBodySize, body.Finish(null)!.Kind);
        Assert.Equal(["fail BodyLength"], _sink.Events);
    }

    [Fact]
    public void Write_OverTheLimit_FailsAndIsReported()
    {
        OutgoingBody body = Attached();
        StreamStatus status = StreamStatus.Open;
        while (status == StreamStatus.Open)
        {
            status = body.Write(new byte[10_000]);
            _sink.TakeFlushed();
        }

        Assert.Equal(StreamStatus.Failed, status);
        Assert.Equal("fail BodyLimit", _sink.Events[^1]);
        Assert.Equal(["outgoing-body-bytes"], _limits.Select(l => l.Name));
        Assert.Contains("100000", _limits[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, false)]
    [InlineData(304, false)]
    public void Attach_ResponseWithoutABody_IsSentAtOnceAndWritesAreForgotten(int status, bool toHead)
    {
        _headers.Add("content-length", "5");
        OutgoingBody body = New(announced: 5);
        body.Attach(new ResponseCarrier(_sink, status, _headers, toHead));
        Write(body, "hel");
        _context.PushHeldOutput();
        Assert.Null(body.Finish(new HeaderList { { "a", "1" } }));
        Assert.Equal([$"respond {status} "], _sink.Events);
        Assert.Equal(status != 204, _sink.Headers!.Contains("content-length"));
    }

    [Fact]
    public void Abandon_BeforeTheEnd_FailsTheResponse()
    {
        OutgoingBody body = Attached();
        Write(body, "x");
        body.Abandon();
        Assert.Equal(["fail BodyIncomplete"], _sink.Events);
        Assert.Equal(StreamStatus.Closed, body.CheckWrite(out _));
    }

    [Fact]
    public void Abandon_BeforeItIsGivenAway_FailsTheResponseThen()
    {
        OutgoingBody body = New();
        body.Abandon();
        Attach(body);
        Assert.Equal(["fail BodyIncomplete"], _sink.Events);
    }

    [Fact]
    public void Abandon_AfterTheEnd_DoesNothing()
    {
        OutgoingBody body = Attached();
        body.Finish(null);
        body.Abandon();
        Assert.Equal(["respond 200 "], _sink.Events);
    }

    [Fact]
    public void Write_ClientGone_IsClosedAndTold()
    {
        OutgoingBody body = Attached();
        _sink.Reader.Complete();
        Assert.Equal(StreamStatus.Closed, body.Write(new byte[20_000]));
        Assert.Equal("fail Disconnected", _sink.Events[^1]);
        Assert.Equal(HttpErrorKind.ConnectionTerminated, body.Finish(null)!.Kind);
    }

    [Fact]
    public async Task Finish_WhileTheReaderIsBehind_WaitsForIt()
    {
        var region = new RecordingRegion();
        using var context = new WasiContext(new WasiContextOptions()) { Blocking = region };
        var body = new OutgoingBody(context, null, HttpErrorKind.HttpResponseBodySize);
        body.Attach(new ResponseCarrier(_sink, 200, _headers, toHead: false));
        Write(body, new string('x', 60_000));
        Task<HttpError?> finishing = Task.Run(() => body.Finish(null));
        await region.Entered;
        Assert.DoesNotContain("complete", _sink.Events);
        _sink.TakeFlushed();
        Assert.Null(await finishing);
        Assert.Equal("complete", _sink.Events[^1]);
    }

    [Fact]
    public async Task RequestCarrier_BodyBrokenOff_BreaksTheReader()
    {
        var carrier = new RequestCarrier();
        OutgoingBody body = New();
        body.Attach(carrier);
        Write(body, "x");
        _context.PushHeldOutput();
        Assert.Equal(1, (await carrier.Reader.ReadAsync()).Buffer.Length);
        body.Abandon();
        carrier.Reader.AdvanceTo(default);
        await Assert.ThrowsAsync<HttpErrorException>(async () => await carrier.Reader.ReadAsync());
    }

    [Fact]
    public async Task RequestCarrier_FinishedBody_IsWholeAndEnds()
    {
        var carrier = new RequestCarrier();
        OutgoingBody body = New();
        body.Attach(carrier);
        Write(body, "whole");
        body.Finish(null);
        ReadResult result = await carrier.Reader.ReadAsync();
        Assert.Equal((5, true), (result.Buffer.Length, result.IsCompleted));
    }

    private static void Write(OutgoingBody body, string text) =>
        Assert.Equal(StreamStatus.Open, body.Write(Encoding.UTF8.GetBytes(text)));

    private OutgoingBody New(long? announced = null) => new(_context, announced, HttpErrorKind.HttpResponseBodySize);

    private void Attach(OutgoingBody body) => body.Attach(new ResponseCarrier(_sink, 200, _headers, toHead: false));

    private OutgoingBody Attached(long? announced = null)
    {
        OutgoingBody body = New(announced);
        Attach(body);
        return body;
    }
}
