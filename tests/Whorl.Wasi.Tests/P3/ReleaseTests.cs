using Whorl.Components.Hosting;
using Whorl.Wasi.Tests.Guests;

namespace Whorl.Wasi.Tests.P3;

public sealed class ReleaseTests
{
    [Theory]
    [InlineData("0.3.0")]
    [InlineData("0.3.1")]
    [InlineData("0.3.0-rc-2026-03-15")]
    public void Link_ReleaseOfWasi3_IsServed(string version)
    {
        using Guest guest = Guest.FromText($$"""
            (component
              (import "wasi:clocks/monotonic-clock@{{version}}" (instance
                (export "now" (func (result u64)))
                (export "wait-for" (func async (param "how-long" u64))))))
            """);
        Assert.NotNull(guest);
    }

    [Fact]
    public void Link_BothFamilies_AreServedAtOnce()
    {
        using Guest guest = Guest.FromText("""
            (component
              (import "wasi:cli/environment@0.2.4" (instance (export "initial-cwd" (func (result (option string))))))
              (import "wasi:cli/environment@0.3.0" (instance (export "get-initial-cwd" (func (result (option string)))))))
            """);
        Assert.NotNull(guest);
    }

    [Fact]
    public void Link_OtherCandidate_IsNotServed()
    {
        var error = Assert.Throws<LinkException>(() => Guest.FromText("""
            (component (import "wasi:clocks/monotonic-clock@0.3.0-rc-2025-09-16" (instance (export "now" (func (result u64))))))
            """));
        Assert.Contains("wasi:clocks/monotonic-clock@0.3.0-rc-2025-09-16", error.Message, StringComparison.Ordinal);
    }
}
