namespace Whorl.Wasi.Tests.Fakes;

/// <summary>Time goes by as it does, but the date stands still.</summary>
internal sealed class FixedWallTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
}
