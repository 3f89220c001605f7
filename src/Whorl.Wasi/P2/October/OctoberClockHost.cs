using Whorl.Wasi.P2.Clocks;
using Whorl.Wasi.P2.Io.Poll;

namespace Whorl.Wasi.P2.October;

/// <summary>What <c>wasi:clocks</c> has in the candidate of October 2023 and in no release.</summary>
internal sealed class OctoberClockHost(WasiContext context) : ClockHost(context), MonotonicClock.IHost
{
    public IPollable Subscribe(ulong when, bool absolute) => absolute ? SubscribeInstant(when) : SubscribeDuration(when);
}
