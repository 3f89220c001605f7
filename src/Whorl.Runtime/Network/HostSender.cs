using System.Collections.Immutable;
using Whorl.Apps.Network;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Network;

/// <summary>Sends the requests to some hosts in another way than the rest.</summary>
/// <param name="byHost">The senders by host, as <see cref="HostName"/> writes it.</param>
/// <param name="others">Sends the rest, and what goes without TLS.</param>
internal sealed class HostSender(ImmutableDictionary<string, IOutboundHttp> byHost, IOutboundHttp others) : IOutboundHttp
{
    public Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        bool isOwn = request.Scheme == "https"
            & OutboundDestination.TryParse(request.Scheme, request.Authority.AsSpan(), out OutboundDestination? destination);
        return (isOwn ? byHost.GetValueOrDefault(destination!.Host.ToString(), others) : others).SendAsync(request, cancellationToken);
    }
}
