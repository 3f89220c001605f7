using Microsoft.AspNetCore.Http.Features;
using Whorl.Components.Hosting;
using Whorl.Runtime.Http;
using Whorl.Runtime.Instances;
using Whorl.Triggers.Http.Observation;
using Whorl.Wasi.Http;

namespace Whorl.Triggers.Http;

/// <summary>The call of a component for a request that Kestrel received.</summary>
internal sealed class KestrelInvocation : HttpInvocation
{
    private readonly IFeatureCollection _features;
    private readonly KestrelRequest _request;
    private readonly KestrelResponse _response;
    private readonly ObservedRequest? _observed;
    private CancellationTokenRegistration _clientGone;

    // Continuations run inline: the guest has returned, so its thread may as well finish the request.
    private LazyTask<Unit> _ended;

    public KestrelInvocation(HttpTarget target, IFeatureCollection features, KestrelRequest request, ObservedRequest? observed)
        : base(target)
    {
        _observed = observed;
        Cause = observed?.Trace ?? default;
        _features = features;
        _request = request;
        _response = new KestrelResponse(Component, features);
    }

    /// <summary>Completes when the guest is gone and the response is as complete as it gets.</summary>
    public Task Ended => _ended.Task;

    protected override IncomingHttpRequest Request => _request;

    protected override HttpResponseSink Response => _response;

    // Asking Kestrel for the token has a price, which a request that is answered at once need not pay.
    protected override void OnLongRunning() =>
        _clientGone = _features.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted.UnsafeRegister(
            static invocation => ((KestrelInvocation)invocation!).Abort(GuestEnd.ClientGone), this);

    protected override void OnEnded(in GuestOutcome outcome)
    {
        _clientGone.Dispose();
        _response.End(outcome.Status);
        if (_observed is not null)
        {
            _observed.End = outcome.End;
            _observed.BodyBytes = _response.BodyBytes;
        }

        Task sent = _response.SendRestAsync();
        if (sent.IsCompleted)
        {
            _ended.TrySetResult(default);
        }
        else
        {
            _ = EndAfterAsync(sent);
        }
    }

    private async Task EndAfterAsync(Task sent)
    {
        // A client that is gone needs no more.
        await sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.TrySetResult(default);
    }
}
