using Whorl.Apps.Routing;
using Whorl.Runtime.Instances;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Http;

/// <summary>A call from one component of an app to another, in the same process: a new instance of the target answers it.</summary>
internal sealed class ChainedCall : HttpInvocation
{
    /// <summary>
    /// Calls within calls, whatever the guests are. Each holds an instance, and a thread too below WASI 0.3, so a component that calls itself
    /// must come to an end early.
    /// </summary>
    private const int MaxDepth = 16;

    private readonly ChainedRequest _request;
    private readonly ChainedResponse _response;
    private CancellationTokenRegistration _cancelled;

    private ChainedCall(ChainedRequest request, in RouteMatch<HttpTarget> match, in CallOrigin origin)
        : base(match.Target, origin.Depth)
    {
        Cause = origin.Trace;
        _request = request;
        _response = new ChainedResponse(Component, () => Abort(GuestEnd.ClientGone));
    }

    protected override IncomingHttpRequest Request => _request;

    protected override HttpResponseSink Response => _response;

    /// <summary>Calls the target of a match. Called on the calling guest's thread.</summary>
    /// <param name="sent">What the calling guest sends.</param>
    /// <param name="authority">The host that the called guest sees.</param>
    /// <param name="match">The component, with the route to it.</param>
    /// <param name="caller">What the calling guest is in the middle of.</param>
    /// <param name="cancellationToken">Cancelled when the calling guest drops the call or ends.</param>
    /// <exception cref="HttpErrorException">The target's queue is full, or the calls are nested too deeply.</exception>
    public static Task<OutboundResponse> SendAsync(
        OutboundRequest sent, string authority, in RouteMatch<HttpTarget> match, in CallOrigin caller, CancellationToken cancellationToken)
    {
        CallOrigin origin = caller with { Depth = caller.Depth + 1 };
        if (origin.Depth > MaxDepth)
        {
            throw new HttpErrorException(new HttpError(HttpErrorKind.LoopDetected));
        }

        var call = new ChainedCall(new ChainedRequest(sent, authority, match), match, origin);
        call._cancelled = cancellationToken.UnsafeRegister(static call => ((ChainedCall)call!).Abort(GuestEnd.ClientGone), call);
        if (!call.TryStart())
        {
            call._cancelled.Dispose();
            throw new HttpErrorException(new HttpError(HttpErrorKind.ConnectionLimitReached));
        }

        return call._response.Head;
    }

    protected override void OnEnded(in GuestOutcome outcome)
    {
        _cancelled.Dispose();
        _request.Body?.Complete();
        _response.Close(outcome.Status);
    }
}
