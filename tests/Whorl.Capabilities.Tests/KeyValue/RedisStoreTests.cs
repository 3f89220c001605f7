using Whorl.Apps.Diagnostics;
using Whorl.Capabilities.Tests.Infrastructure;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.KeyValue;

public sealed class RedisStoreTests : IAsyncLifetime
{
    private readonly RedisServer _server = new();

    public static TheoryData<string> Cases => ScriptApp.CasesOf("key-value");

    private string Config => $"[key_value_store.default]\ntype = 'redis'\nurl = '{_server.Url}/1'";

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Guest_UsesEveryFunction(string script)
    {
        await using ScriptApp app = await ScriptApp.StartAsync("key_value_stores = ['default']", Config, limits: "memory = '512MiB'");
        await app.CheckAsync(script);
    }

    [Fact]
    public async Task Stores_OfTwoApps_DoNotSeeEachOther()
    {
        await using ScriptApp one = await ScriptApp.StartAsync("key_value_stores = ['default']", Config);
        await using ScriptApp two = await ScriptApp.StartAsync("key_value_stores = ['default']", Config, appName: "other*app");
        await one.RunAsync("Store.open('default').set('k', utf8('v'))");
        Assert.Equal("[]", await two.RunAsync("const s = Store.open('default'); return s.exists('k') ? ['seen'] : s.getKeys()"));
    }

    [Fact]
    public async Task Load_UrlThatIsNone_IsRefusedWithItsPlaceAndWithoutItsText()
    {
        var failure = await Assert.ThrowsAsync<AppException>(() => ScriptApp.StartAsync(
            "key_value_stores = ['default']", "[key_value_store.default]\ntype = 'redis'\nurl = 'secret'"));
        Assert.Contains(failure.Diagnostics, d => d.Location.Line == 1 && d.Message.Contains("redis://", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
