using Whorl.Runtime.Instances;
using Whorl.Runtime.Network;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Http;

/// <summary>Sends the requests of one instance, which knows how deep in calls of other guests it is.</summary>
internal sealed class GuestOutboundHttp(ComponentOutboundHttp sender, IGuestState guest) : IOutboundHttp
{
    // Asked on the guest's thread, in its call: later an instance may be busy with another request.
    public Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken) =>
        sender.SendAsync(request, new CallOrigin(guest.Depth, guest.Trace), cancellationToken);
}
