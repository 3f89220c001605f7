using Whorl.Components.Linking;
using Whorl.Components.Modules;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Modules;

/// <summary>Core modules of the first Spin SDKs, which carry no world, are planned as components with the interfaces of <c>fermyon:spin</c>.</summary>
public sealed class FirstSdkTests
{
    private const string Handler = """
        (memory (export "memory") 1)
        (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
        (func (export "_start") unreachable)
        (func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) unreachable)
        """;

    [Theory]
    [InlineData("key-value", "get-keys", 2, "fermyon:spin/key-value get-keys")]
    [InlineData("spin-config", "get-config", 3, "fermyon:spin/config get-config")]
    [InlineData("wasi-outbound-http", "request", 11, "fermyon:spin/http send-request")]
    [InlineData("outbound-redis", "execute", 7, "fermyon:spin/redis execute")]
    [InlineData("outbound-pg", "query", 7, "fermyon:spin/postgres query")]
    [InlineData("outbound-mysql", "execute", 7, "fermyon:spin/mysql execute")]
    [InlineData("sqlite", "execute", 6, "fermyon:spin/sqlite execute")]
    [InlineData("llm", "generate-embeddings", 5, "fermyon:spin/llm generate-embeddings")]
    public void Import_IsThatOfTheInterface(string module, string name, int parameters, string expected)
    {
        var plan = Plan($"""(import "{module}" "{name}" (func (param {string.Join(' ', Enumerable.Repeat("i32", parameters))})))""" + Handler);

        var import = plan.Imports[((HostProvided)Assert.Single(plan.Lowerings).Target).Import];
        Assert.Equal(expected, $"{import.Interface} {import.Name}");
    }

    [Fact]
    public void Export_IsThatOfTheInterface_AndTheStartIsNotCalled()
    {
        var plan = Plan(Handler);

        var export = Assert.Single(plan.Exports);
        Assert.Equal("fermyon:spin/inbound-http", export.Key);
        Assert.Equal("handle-http-request", Assert.IsType<CoreExport>(Assert.Single(plan.Lifted).Callee).Name);
        Assert.Contains("handle-request", Assert.IsType<InstanceExport>(export.Value).Exports.Select(e => e.Key));
    }

    [Fact]
    public void Export_OfAHandlerForRedis_IsThatOfItsInterface()
    {
        var plan = Plan("""
            (memory (export "memory") 1)
            (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
            (func (export "handle-redis-message") (param i32 i32) (result i32) unreachable)
            """);

        Assert.Equal("fermyon:spin/inbound-redis", Assert.Single(plan.Exports).Key);
    }

    [Theory]
    [InlineData("""(import "key-value" "none" (func (param i32)))""", "import `none` of `key-value` is neither in its world")]
    [InlineData("""(import "key-value" "close" (func (param i64)))""", "import `close` of `key-value` has another type than `func(store:u32)` needs")]
    [InlineData("""(import "other" "f" (func))""", "import `f` of `other` is neither in its world")]
    public void Import_ThatIsNotTheirs_IsRefused_ByTheNameThatTheModuleHas(string import, string expected)
    {
        var error = Assert.Throws<UnsupportedComponentException>(() => Plan(import + Handler));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Handler_OfAnotherType_IsRefused()
    {
        var error = Assert.Throws<UnsupportedComponentException>(() => Plan("""(func (export "handle-http-request") (param i32))"""));

        Assert.Contains("`handle-http-request` has another type than `func(req:record{method:enum{get,", error.Message, StringComparison.Ordinal);
    }

    private static LinkPlan Plan(string module) => ModulePlanner.Plan(Wat.ToWasm($"(module {module})"));
}
