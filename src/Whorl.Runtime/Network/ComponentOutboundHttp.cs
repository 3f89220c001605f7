using Microsoft.Extensions.Logging;
using Whorl.Apps.Network;
using Whorl.Apps.Routing;
using Whorl.Apps.Variables;
using Whorl.Runtime.Http;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Network;

/// <summary>
/// Sends the requests of one component, as far as its <c>allowed_outbound_hosts</c> go: to other components of the app, to the app
/// itself, or out into the network.
/// </summary>
internal sealed partial class ComponentOutboundHttp(
    string component, OutboundPolicySource policies, AppAddress self, IOutboundHttp network, ILogger logger)
{
    private const string SelfHost = "self.alt";

    /// <param name="request">The request.</param>
    /// <param name="depth">How many calls of other guests the sender is nested in.</param>
    /// <param name="cancellationToken">Cancelled when the guest drops the call or ends.</param>
    /// <exception cref="HttpErrorException">The request is not allowed, or could not be sent. The task fails with it too.</exception>
    public Task<OutboundResponse> SendAsync(OutboundRequest request, int depth, CancellationToken cancellationToken)
    {
        ValueTask<OutboundPolicy> policy = policies.GetAsync(cancellationToken);

        // Without variables the policy is there at once, and a denial becomes the result of the guest's call itself.
        return policy.IsCompletedSuccessfully ? Send(request, depth, policy.Result, cancellationToken)
            : SendWhenKnownAsync(request, depth, policy, cancellationToken);
    }

    private async Task<OutboundResponse> SendWhenKnownAsync(
        OutboundRequest request, int depth, ValueTask<OutboundPolicy> policy, CancellationToken cancellationToken)
    {
        try
        {
            return await Send(request, depth, await policy.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (VariableException e)
        {
            LogNoPolicy(logger, component, e.Message);
            throw new HttpErrorException(new HttpError(HttpErrorKind.ConfigurationError), e);
        }
    }

    private Task<OutboundResponse> Send(OutboundRequest request, int depth, OutboundPolicy policy, CancellationToken cancellationToken)
    {
        if (request.Authority is "" or SelfHost)
        {
            Require(policy.CheckSelf(request.Scheme), $"{request.Scheme}://self");
            return SendToSelf(request, depth, cancellationToken);
        }

        if (!OutboundDestination.TryParse(request.Scheme, request.Authority.AsSpan(), out OutboundDestination? destination))
        {
            throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestUriInvalid));
        }

        Require(policy.Check(destination), destination.ToString());
        if (destination.ChainedComponent is { } target)
        {
            return self.Routes.TryMatchComponent(target, PathOf(request), out RouteMatch<HttpTarget> match)
                ? ChainedCall.SendAsync(request, request.Authority, match, depth, cancellationToken)
                : throw NotReachable(target);
        }

        return network.SendAsync(WithAuthority(request, destination), cancellationToken);
    }

    private Task<OutboundResponse> SendToSelf(OutboundRequest request, int depth, CancellationToken cancellationToken)
    {
        if (!self.Routes.TryMatch(PathOf(request), out RouteMatch<HttpTarget> match))
        {
            return Task.FromResult(FixedResponse.Of(404));
        }

        return match.Target.StaticResponse is { } response
            ? Task.FromResult(FixedResponse.Of(response))
            : ChainedCall.SendAsync(request, self.Authority, match, depth, cancellationToken);
    }

    private void Require(OutboundDecision decision, string destination)
    {
        if (!decision.IsAllowed)
        {
            LogDenied(logger, destination, decision.Reason, decision.Remedy is { } remedy ? "\n" + remedy : "");
            throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestDenied));
        }
    }

    private HttpErrorException NotReachable(string target)
    {
        LogNotServed(logger, component, target);
        return new HttpErrorException(new HttpError(HttpErrorKind.DestinationNotFound));
    }

    /// <summary>The request, to exactly the host and port that were checked.</summary>
    private static OutboundRequest WithAuthority(OutboundRequest request, OutboundDestination destination) => new()
    {
        Method = request.Method,
        Scheme = destination.Scheme,
        Authority = destination.ToString()[(destination.Scheme.Length + "://".Length)..],
        PathAndQuery = request.PathAndQuery,
        Headers = request.Headers,
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

    [LoggerMessage(301, LogLevel.Warning, "A component tried to make an outbound network connection to disallowed destination '{Destination}': {Reason}.{Remedy}")]
    private static partial void LogDenied(ILogger logger, string destination, string reason, string remedy);

    [LoggerMessage(302, LogLevel.Error, "Component `{Component}` could not send a request, because its allowed_outbound_hosts cannot be known: {Reason}")]
    private static partial void LogNoPolicy(ILogger logger, string component, string reason);

    [LoggerMessage(303, LogLevel.Warning, "Component `{Component}` called component `{Target}`, which is not served: no HTTP trigger names it. Add a trigger for it, with route = {{ private = true }} if only other components are to reach it.")]
    private static partial void LogNotServed(ILogger logger, string component, string target);
}
