namespace Whorl.Wasi.Http;

/// <summary>How many requests a guest may send, in all and at once. Any thread.</summary>
internal sealed class OutboundAllowance(WasiContext context)
{
    private int _sent;
    private int _underWay;

    /// <summary>Counts a request that the guest sends.</summary>
    /// <returns>Whether it may be sent; if so, <see cref="Return"/> says when it is over.</returns>
    public bool TryTake()
    {
        WasiLimits limits = context.Options.Limits;
        if (Volatile.Read(ref _sent) >= limits.OutboundCalls)
        {
            context.Report("outbound-calls", limits.OutboundCalls, "the component asked to send more requests", "the call was refused");
            return false;
        }

        if (Interlocked.Increment(ref _underWay) > limits.ConcurrentOutboundCalls)
        {
            Return();
            context.Report(
                "concurrent-outbound-calls", limits.ConcurrentOutboundCalls,
                "the component asked to have more requests under way at once", "the call was refused");
            return false;
        }

        Interlocked.Increment(ref _sent);
        return true;
    }

    public void Return() => Interlocked.Decrement(ref _underWay);
}
