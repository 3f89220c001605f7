namespace Whorl.Wasi.Http;

/// <summary>
/// What belongs to one request while a guest works on it, where its instance may work on several: every task that the guest starts for it
/// carries this. A host can derive from it to keep more.
/// </summary>
/// <param name="context">The context of the instance.</param>
public class RequestScope(WasiContext context)
{
    /// <summary>The context of the instance.</summary>
    public WasiContext Context { get; } = context;

    /// <summary>Ends what the guest waits for on the request's behalf: the client went away, or its time is up.</summary>
    public virtual CancellationToken Aborted { get; init; }

    /// <summary>Sends what the guest sends on the request's behalf; null for the instance's own sender.</summary>
    public IOutboundHttp? OutboundHttp { get; init; }

    /// <summary>Counts the requests that the guest sends on this one's behalf.</summary>
    internal OutboundAllowance Outbound => field ??= new OutboundAllowance(Context);
}
