using Whorl.Apps.Limits;

namespace Whorl.Apps.Tests.Limits;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("1.5s", 1_500)]
    [InlineData("2 m", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1000us", 1)]
    [InlineData("0s", 0)]
    public void ParseTime_Amount_GivesMilliseconds(string text, double expected)
    {
        Assert.True(Quantity.TryParseTime(text, out var time));
        Assert.Equal(expected, time.TotalMilliseconds);
    }

    [Theory]
    [InlineData("1KiB", 1_024)]
    [InlineData("128MiB", 134_217_728)]
    [InlineData("2GiB", 2_147_483_648)]
    [InlineData("10kB", 10_000)]
    [InlineData("10MB", 10_000_000)]
    [InlineData("512B", 512)]
    [InlineData("1.5 KiB", 1_536)]
    public void ParseBytes_Amount_GivesBytes(string text, long expected)
    {
        Assert.True(Quantity.TryParseBytes(text, out var bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1e3s")]
    [InlineData("1,5s")]
    [InlineData("99999999999999999h")]
    [InlineData("NaNs")]
    [InlineData("1S")]
    public void ParseTime_Malformed_IsRefused(string text) => Assert.False(Quantity.TryParseTime(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("MiB")]
    [InlineData("-1MiB")]
    [InlineData("99999999999999GiB")]
    [InlineData("1mib")]
    public void ParseBytes_Malformed_IsRefused(string text) => Assert.False(Quantity.TryParseBytes(text, out _));

    [Fact]
    public void Format_Amount_UsesTheLargestWholeUnit()
    {
        Assert.Equal("1500ms", Quantity.Format(TimeSpan.FromSeconds(1.5)));
        Assert.Equal("24h", Quantity.Format(TimeSpan.FromDays(1)));
        Assert.Equal("128MiB", Quantity.Format(128L << 20));
        Assert.Equal("1000B", Quantity.Format(1_000));
        Assert.Equal("0B", Quantity.Format(0));
    }
}
