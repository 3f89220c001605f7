using System.IO.Pipelines;
using Whorl.Wasi.Http;
using Whorl.Wasi.Tests.Fakes;
using Whorl.Wasmtime;

namespace Whorl.Wasi.Tests.Guests;

/// <summary>Drives the guest in tests/guests/service, one instance of which works on many requests.</summary>
public class ServiceGuestTests : IDisposable
{
    private readonly Guest _guest;
    private readonly List<LimitReached> _limits = [];
    private ServiceInstance _service;

    public ServiceGuestTests()
        : this("tests/guests/service/service.wasm")
    {
    }

    protected ServiceGuestTests(string path)
    {
        Guest? guest = Guest.TryLoad(path);
        Assert.SkipWhen(guest is null, "The guest is not built. Build it with: tests/guests/build");
        _guest = guest;
        _service = Serve(new WasiLimits());
    }

    public void Dispose()
    {
        _service.Dispose();
        _guest.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Handle_Hello_Answers()
    {
        (RecordingSink sink, string body) = await _service.GetAsync("/hello");
        Assert.Equal("Hello from a task!\n", body + Whole(sink));
        Assert.Equal("content-type=text/plain content-length=19", string.Join(' ', sink.Headers!.Select(h => $"{h.Name}={h.Text}")));
    }

    [Fact]
    public async Task Handle_ManyWaiting_AreUnderWayAtOnceOnOneInstance()
    {
        Task<(RecordingSink, string)>[] calls = [.. Enumerable.Range(0, 200).Select(_ => _service.GetAsync("/wait"))];
        foreach ((RecordingSink sink, string body) in await Task.WhenAll(calls))
        {
            Assert.Equal("waited\n", body + Whole(sink));
        }

        (RecordingSink most, string number) = await _service.GetAsync("/most");
        Assert.Equal("200", number + Whole(most));
    }

    [Theory]
    [InlineData("/echo")]
    [InlineData("/copy")]
    public async Task Handle_Echo_GivesBackALargeBody(string path)
    {
        byte[] bytes = new byte[1_000_000];
        Random.Shared.NextBytes(bytes);
        var request = new FakeRequest("POST", path);
        PipeWriter writer = request.Writer;
        var sink = new RecordingSink(pauseAt: 64 * 1024);
        HttpServiceCall call = _service.Handle(request, sink);
        Task<byte[]> received = ReadAsync(sink.Reader);
        for (int at = 0; at < bytes.Length; at += 10_000)
        {
            await writer.WriteAsync(bytes.AsMemory(at, 10_000), TestContext.Current.CancellationToken);
        }

        await writer.CompleteAsync();
        await call.Responded;
        Assert.Equal(bytes, await received);
        await call.Exited;
    }

    [Fact]
    public async Task Handle_Big_WaitsForASlowReader()
    {
        var sink = new RecordingSink(pauseAt: 64 * 1024);
        HttpServiceCall call = _service.Handle(new FakeRequest("GET", "/big"), sink);
        Assert.Equal(64 * 65536, (await ReadAsync(sink.Reader)).Length);
        await call.Responded;
    }

    [Fact]
    public async Task Handle_BigForAReaderThatLeaves_FailsAsDisconnected()
    {
        var sink = new RecordingSink(pauseAt: 64 * 1024);
        HttpServiceCall call = _service.Handle(new FakeRequest("GET", "/big"), sink);
        await sink.Reader.CompleteAsync();
        await call.Responded;
        await call.Exited;
        Assert.Equal(HttpFailureReason.Disconnected, sink.Failure!.Reason);
    }

    [Fact]
    public async Task Handle_Head_HasNoBody()
    {
        var sink = new RecordingSink();
        HttpServiceCall call = _service.Handle(new FakeRequest("HEAD", "/big"), sink);
        await call.Responded;
        await call.Exited;
        Assert.Equal(["respond 200 "], sink.Events);
    }

    [Fact]
    public async Task Handle_Trailers_ComeAfterTheBody()
    {
        (RecordingSink sink, string body) = await _service.GetAsync("/trailers");
        Assert.Equal("body", body);
        Assert.Equal("x-sum=4", string.Join(' ', sink.Trailers!.Select(h => $"{h.Name}={h.Text}")));
    }

    [Fact]
    public async Task Handle_RequestTrailers_ArePassedOn()
    {
        FakeRequest request = new FakeRequest("POST", "/echo") { Trailers = new HeaderList { { "x-t", "3" } } }.WithBody("the body");
        var sink = new RecordingSink();
        await _service.Handle(request, sink).Responded;
        Assert.Equal("x-t=3", string.Join(' ', sink.Trailers!.Select(h => $"{h.Name}={h.Text}")));
    }

    [Theory]
    [InlineData("/lie", HttpFailureReason.BodyLength, 500)]
    [InlineData("/denied", HttpFailureReason.GuestError, 403)]
    public async Task Handle_FailedResponse_TellsTheSink(string path, HttpFailureReason reason, int status)
    {
        (RecordingSink sink, _) = await _service.GetAsync(path);
        Assert.Equal((reason, status), (sink.Failure!.Reason, sink.Failure.Status));
    }

    [Theory]
    [InlineData("/big", 100_000)]
    [InlineData("/hello", 5)]
    public async Task Handle_BodyBeyondTheLimit_IsBrokenOffAndReported(string path, long limit)
    {
        _service.Dispose();
        _service = Serve(new WasiLimits { OutgoingBodyBytes = limit });
        (RecordingSink sink, _) = await _service.GetAsync(path);
        Assert.Equal(HttpFailureReason.BodyLimit, sink.Failure!.Reason);
        Assert.Equal(["outgoing-body-bytes"], _limits.Select(l => l.Name));
    }

    [Fact]
    public async Task Handle_RequestBodyBeyondTheLimit_EndsItAndTellsTheGuest()
    {
        _service.Dispose();
        _service = Serve(new WasiLimits { IncomingBodyBytes = 5 });
        var sink = new RecordingSink();
        await _service.Handle(new FakeRequest("POST", "/echo").WithBody("too much"), sink).Responded;
        Assert.Equal(HttpErrorKind.HttpRequestBodySize, sink.Failure!.Error.Kind);
        Assert.Equal(["incoming-body-bytes"], _limits.Select(l => l.Name));
    }

    [Fact]
    public async Task Handle_Linger_RespondsBeforeItExits()
    {
        var sink = new RecordingSink();
        HttpServiceCall call = _service.Handle(new FakeRequest("GET", "/linger"), sink);
        await call.Responded;
        Assert.False(call.Exited.IsCompleted);
        await call.Exited;
    }

    [Fact]
    public async Task Handle_NoResponse_FailsTheCall()
    {
        HttpServiceCall call = _service.Handle(new FakeRequest("GET", "/none"), new RecordingSink());
        await Assert.ThrowsAnyAsync<Exception>(() => call.Responded);
        await Assert.ThrowsAnyAsync<Exception>(() => call.Exited);
    }

    [Fact]
    public async Task Handle_Trap_FailsAllRequestsOnTheInstance()
    {
        HttpServiceCall waiting = _service.Handle(new FakeRequest("GET", "/never"), new RecordingSink());
        HttpServiceCall trapping = _service.Handle(new FakeRequest("GET", "/trap"), new RecordingSink());
        await Assert.ThrowsAsync<TrapException>(() => trapping.Responded);
        await Assert.ThrowsAnyAsync<Exception>(() => waiting.Responded);
        await Assert.ThrowsAnyAsync<Exception>(() => waiting.Exited);
    }

    [Fact]
    public async Task Handle_AbortedScope_CancelsThatRequestOnly()
    {
        using var abort = new CancellationTokenSource();
        HttpServiceCall waiting = _service.Handle(
            new FakeRequest("GET", "/never"), new RecordingSink(), new RequestScope(_service.Context) { Aborted = abort.Token });
        Task<(RecordingSink, string)> other = _service.GetAsync("/wait");
        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Responded);
        (RecordingSink sink, string body) = await other;
        Assert.Equal("waited\n", body + Whole(sink));
    }

    [Fact]
    public async Task Handle_AbortedBefore_IsCancelledAtOnce()
    {
        HttpServiceCall call = _service.Handle(
            new FakeRequest("GET", "/never"),
            new RecordingSink(),
            new RequestScope(_service.Context) { Aborted = new CancellationToken(canceled: true) });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Responded);
    }

    [Fact]
    public async Task Handle_OutgoingCalls_GoByTheSenderOfTheirOwnRequest()
    {
        FakeOutbound first = Outbound(201), second = Outbound(202);
        Task<(RecordingSink Sink, string Body)> one = OutAsync(first, "one.test"), two = OutAsync(second, "two.test");
        Assert.Equal("201", (await one).Body + Whole((await one).Sink));
        Assert.Equal("202", (await two).Body + Whole((await two).Sink));
        Assert.Equal(["GET http://one.test/ [] "], first.Requests);
        Assert.Equal(["GET http://two.test/ [] "], second.Requests);
    }

    [Fact]
    public async Task Handle_MoreOutgoingCallsThanTheLimit_AreRefusedForThatRequest()
    {
        _service.Dispose();
        _service = Serve(new WasiLimits { OutboundCalls = 0 });
        (RecordingSink sink, string body) = await OutAsync(Outbound(200), "one.test");
        Assert.Equal($"{1000 + (int)HttpErrorKind.ConnectionLimitReached}", body + Whole(sink));
        Assert.Equal(["outbound-calls"], _limits.Select(l => l.Name));
    }

    [Fact]
    public async Task Dispose_RequestsUnderWay_FailsThem()
    {
        HttpServiceCall waiting = _service.Handle(new FakeRequest("GET", "/never"), new RecordingSink());
        _service.Instance.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => waiting.Responded);
        await Assert.ThrowsAnyAsync<Exception>(() => waiting.Exited);
    }

    private static FakeOutbound Outbound(int status) =>
        new((_, _) => Task.FromResult<OutboundResponse>(new FakeOutbound.Response(status, PipeReader.Create(Stream.Null))));

    /// <summary>The body of a response that came in one piece.</summary>
    private static string Whole(RecordingSink sink) =>
        sink.Events is [var only] && only.StartsWith("respond 200 ", StringComparison.Ordinal) ? only["respond 200 ".Length..] : "";

    private static async Task<byte[]> ReadAsync(PipeReader reader)
    {
        using var all = new MemoryStream();
        await reader.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }

    private Task<(RecordingSink Sink, string Body)> OutAsync(FakeOutbound outbound, string target) => _service.GetAsync(
        "/out", new RequestScope(_service.Context) { OutboundHttp = outbound }, ("x-target", target));

    private ServiceInstance Serve(WasiLimits limits) =>
        _guest.Serve(new WasiContext(new WasiContextOptions { Limits = limits }) { LimitReached = l => { lock (_limits) { _limits.Add(l); } } });
}
