using System.Diagnostics;
using Whorl.Apps.Network;
using Whorl.Apps.Routing;
using Whorl.Apps.Variables;
using Whorl.Runtime.Http;
using Whorl.Runtime.Telemetry;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Network;

/// <summary>
/// Sends the requests of one component, as far as its <c>allowed_outbound_hosts</c> go: to other components of the app, to the app
/// itself, or out into the network.
/// </summary>
internal sealed class ComponentOutboundHttp(
    string component, OutboundPolicySource policies, AppAddress self, IOutboundHttp network, NetworkDenials denials)
{
    private const string SelfHost = "self.alt";
    private const string Http = "http";

    /// <param name="request">The request.</param>
    /// <param name="origin">What the sender is in the middle of.</param>
    /// <param name="cancellationToken">Cancelled when the guest drops the call or ends.</param>
    /// <exception cref="HttpErrorException">The request is not allowed, or could not be sent. The task fails with it too.</exception>
    public Task<OutboundResponse> SendAsync(OutboundRequest request, CallOrigin origin, CancellationToken cancellationToken)
    {
        ValueTask<OutboundPolicy> policy = policies.GetAsync(cancellationToken);

        // Without variables the policy is there at once, and a denial becomes the result of the guest's call itself.
        return policy.IsCompletedSuccessfully ? Send(request, origin, policy.Result, cancellationToken)
            : SendWhenKnownAsync(request, origin, policy, cancellationToken);
    }

    private async Task<OutboundResponse> SendWhenKnownAsync(
        OutboundRequest request, CallOrigin origin, ValueTask<OutboundPolicy> policy, CancellationToken cancellationToken)
    {
        try
        {
            return await Send(request, origin, await policy.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (VariableException e)
        {
            denials.Unknown(Http, e);
            throw new HttpErrorException(new HttpError(HttpErrorKind.ConfigurationError), e);
        }
    }

    private Task<OutboundResponse> Send(OutboundRequest request, CallOrigin origin, OutboundPolicy policy, CancellationToken cancellationToken)
    {
        if (request.Authority is "" or SelfHost)
        {
            Require(policy.CheckSelf(request.Scheme), $"{request.Scheme}://self");
            return SendToSelf(request, origin, cancellationToken);
        }

        if (!OutboundDestination.TryParse(request.Scheme, request.Authority.AsSpan(), out OutboundDestination? destination))
        {
            throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestUriInvalid));
        }

        Require(policy.Check(destination), destination.ToString());
        if (destination.ChainedComponent is { } target)
        {
            return self.Routes.TryMatchComponent(target, PathOf(request), out RouteMatch<HttpTarget> match)
                ? ChainedCall.SendAsync(request, request.Authority, match, origin, cancellationToken)
                : throw NotReachable(target);
        }

        Activity? span = OutboundSpan.Start(component, request.Method, destination, request.PathAndQuery, origin.Trace);
        Task<OutboundResponse> response = network.SendAsync(WithAuthority(request, destination, span), cancellationToken);
        _ = response.ContinueWith(
            failed => NoteBlocked(failed, destination), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return span is null ? response : OutboundSpan.EndAsync(span, response);
    }

    private Task<OutboundResponse> SendToSelf(OutboundRequest request, CallOrigin origin, CancellationToken cancellationToken)
    {
        if (!self.Routes.TryMatch(PathOf(request), out RouteMatch<HttpTarget> match))
        {
            return Task.FromResult(FixedResponse.Of(404));
        }

        return match.Target.StaticResponse is { } response
            ? Task.FromResult(FixedResponse.Of(response))
            : ChainedCall.SendAsync(request, self.Authority, match, origin, cancellationToken);
    }

    private void Require(OutboundDecision decision, string destination)
    {
        if (!decision.IsAllowed)
        {
            denials.Destination(Http, destination, decision);
            throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestDenied));
        }
    }

    // Only whoever connects knows the addresses of a name.
    private void NoteBlocked(Task sending, OutboundDestination destination)
    {
        if (sending.Exception?.InnerException is HttpErrorException { Error.Kind: HttpErrorKind.DestinationIpProhibited })
        {
            denials.Blocked(Http, destination.ToString());
        }
    }

    private HttpErrorException NotReachable(string target)
    {
        denials.NotServed(target);
        return new HttpErrorException(new HttpError(HttpErrorKind.DestinationNotFound));
    }

    /// <summary>The request, to exactly the host and port that were checked.</summary>
    private static OutboundRequest WithAuthority(OutboundRequest request, OutboundDestination destination, Activity? span) => new()
    {
        Method = request.Method,
        Scheme = destination.Scheme,
        Authority = destination.Authority,
        PathAndQuery = request.PathAndQuery,
        Headers = span is null ? request.Headers : TraceHeaders.With(request.Headers, span),
        Body = request.Body,
        ContentLength = request.ContentLength,
        ReadTrailers = request.ReadTrailers,
        ConnectTimeout = request.ConnectTimeout,
        FirstByteTimeout = request.FirstByteTimeout,
        BetweenBytesTimeout = request.BetweenBytesTimeout,
    };

    private static string PathOf(OutboundRequest request)
    {
        int query = request.PathAndQuery.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? request.PathAndQuery : request.PathAndQuery[..query];
    }
}
