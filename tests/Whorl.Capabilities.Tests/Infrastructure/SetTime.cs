namespace Whorl.Capabilities.Tests.Infrastructure;

/// <summary>A clock that stands still until it is set on.</summary>
internal sealed class SetTime : TimeProvider
{
    private long _now = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public void Advance(TimeSpan by) => _now += by.Ticks;
}
