using System.IO.Pipelines;
using Whorl.Wasi.Http;

namespace Whorl.Wasi.Tests.Http;

public sealed class OutgoingCallTests : IOutboundHttp
{
    private static readonly OutboundRequest s_request = new()
    {
        Method = "GET",
        Scheme = "http",
        Authority = "a",
        PathAndQuery = "/",
        Headers = [],
    };

    private readonly List<LimitReached> _limits = [];
    private readonly List<TaskCompletionSource<OutboundResponse>> _calls = [];
    private readonly List<CancellationToken> _tokens = [];

    public Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        var call = new TaskCompletionSource<OutboundResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Add(call);
        _tokens.Add(cancellationToken);
        return call.Task;
    }

    [Fact]
    public void Take_ResponseThatArrived_IsTheTakersToDispose()
    {
        using WasiContext context = New();
        OutgoingCall call = Begin(context);
        Assert.False(call.IsReady);
        var response = new FakeResponse();
        _calls[0].SetResult(response);
        context.WaitFor(call);
        (OutboundResponse? taken, HttpError? error) = call.Take();
        Assert.Null(error);
        Assert.False(response.IsDisposed);
        taken!.Dispose();
        Assert.True(response.IsDisposed);
    }

    [Fact]
    public void Take_CallThatFailed_GivesItsError()
    {
        using WasiContext context = New();
        OutgoingCall call = Begin(context);
        _calls[0].SetException(new HttpErrorException(new HttpError(HttpErrorKind.DestinationIpProhibited)));
        context.WaitFor(call);
        Assert.Equal(HttpErrorKind.DestinationIpProhibited, call.Take().Error!.Kind);
    }

    [Fact]
    public async Task Dispose_CallUnderWay_CancelsItAndDisposesALateResponse()
    {
        using WasiContext context = New();
        OutgoingCall call = Begin(context);
        call.Dispose();
        Assert.True(_tokens[0].IsCancellationRequested);
        var response = new FakeResponse();
        _calls[0].SetResult(response);
        await response.Disposed;
    }

    [Fact]
    public async Task Dispose_OfTheContext_EndsCallsAndResponses()
    {
        WasiContext context = New();
        OutgoingCall first = Begin(context);
        Begin(context);
        var response = new FakeResponse();
        _calls[0].SetResult(response);
        context.WaitFor(first);
        first.Take();
        context.Dispose();
        Assert.True(response.IsDisposed);
        Assert.True(_tokens[1].IsCancellationRequested);
        var late = new FakeResponse();
        _calls[1].SetResult(late);
        await late.Disposed;
    }

    [Fact]
    public void Begin_NoSender_IsDenied()
    {
        using var context = new WasiContext(new WasiContextOptions());
        Assert.Equal(HttpErrorKind.HttpRequestDenied, OutgoingCall.Begin(context, s_request, out _)!.Kind);
    }

    [Fact]
    public void Begin_OverTheLimitOfConcurrentCalls_IsRefusedUntilOneEnds()
    {
        using WasiContext context = New(new WasiLimits { ConcurrentOutboundCalls = 2 });
        OutgoingCall first = Begin(context);
        Begin(context);
        Assert.Equal(HttpErrorKind.ConnectionLimitReached, OutgoingCall.Begin(context, s_request, out _)!.Kind);
        Assert.Equal("concurrent-outbound-calls", Assert.Single(_limits).Name);
        first.Dispose();
        Assert.Null(OutgoingCall.Begin(context, s_request, out _));
    }

    [Fact]
    public void Begin_OverTheLimitOfAllCalls_IsRefusedForGood()
    {
        using WasiContext context = New(new WasiLimits { OutboundCalls = 2 });
        Begin(context).Dispose();
        Begin(context).Dispose();
        Assert.Equal(HttpErrorKind.ConnectionLimitReached, OutgoingCall.Begin(context, s_request, out _)!.Kind);
        Assert.Equal(("outbound-calls", 2), (_limits[0].Name, _limits[0].Value));
    }

    private static OutgoingCall Begin(WasiContext context)
    {
        Assert.Null(OutgoingCall.Begin(context, s_request, out OutgoingCall? call));
        return call!;
    }

    private WasiContext New(WasiLimits? limits = null) =>
        new(new WasiContextOptions { Limits = limits ?? WasiLimits.Default }) { OutboundHttp = this, LimitReached = _limits.Add };

    private sealed class FakeResponse : OutboundResponse
    {
        private readonly TaskCompletionSource _disposed = new();

        public Task Disposed => _disposed.Task;

        public bool IsDisposed => _disposed.Task.IsCompleted;

        public override int Status => 200;

        public override HeaderList Headers => [];

        public override PipeReader Body => PipeReader.Create(Stream.Null);

        protected override void Dispose(bool disposing) => _disposed.SetResult();
    }
}
