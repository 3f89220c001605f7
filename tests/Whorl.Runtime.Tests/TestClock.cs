namespace Whorl.Runtime.Tests;

/// <summary>A clock that starts now and goes on only when told to.</summary>
internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = System.GetUtcNow();

    public void Advance(TimeSpan time) => _now += time;

    public override DateTimeOffset GetUtcNow() => _now;
}
