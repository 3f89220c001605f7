using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Components.Binary;
using Whorl.Runtime.Loading;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Tests.Loading;

public sealed class MiddlewareChecksTests
{
    private const string Both = """(component (import "wasi:http/handler@0.3.0" (instance $i)) (export "wasi:http/handler@0.3.0" (instance $i)))""";
    private const string Newer = """(component (import "wasi:http/handler@0.3.4" (instance $i)) (export "wasi:http/handler@0.3.4" (instance $i)))""";
    private const string Candidate = """
        (component
          (import "wasi:http/handler@0.3.0-rc-2026-03-15" (instance $i))
          (export "wasi:http/handler@0.3.0-rc-2026-03-15" (instance $i)))
        """;

    private const string Exports = """(component (instance $i) (export "wasi:http/handler@0.3.0" (instance $i)))""";
    private const string Imports = """(component (import "wasi:http/handler@0.3.0" (instance $i)))""";
    private const string Second = """(component (instance $i) (export "wasi:http/incoming-handler@0.2.4" (instance $i)))""";

    [Theory]
    [InlineData(Exports)]
    [InlineData(Second)]
    [InlineData(Both, Exports)]
    [InlineData(Newer, Exports)]
    [InlineData(Both, Newer, Both)]
    [InlineData(Candidate, Candidate)]
    public void Run_ChainThatFits_FindsNothing(params string[] chain) => Assert.Empty(Run(chain));

    [Theory]
    [InlineData("`part0`, from \"x.wasm\", cannot be middleware in app `shop`: it does not import `wasi:http/handler@0.3`, so that no request would get past it. It imports nothing", Exports, Exports)]
    [InlineData("`part0`, from \"x.wasm\", cannot be middleware in app `shop`: it does not export `wasi:http/handler@0.3`. It exports nothing", Imports, Exports)]
    [InlineData("`part1`, from \"x.wasm\", cannot have middleware before it in app `shop`: it does not export `wasi:http/handler@0.3`. It exports `wasi:http/incoming-handler@0.2.4`", Both, Second)]
    [InlineData("`part1`, from \"x.wasm\", imports `wasi:http/handler@0.3.0-rc-2026-03-15` in app `shop`, but `part2`, from \"x.wasm\", which comes next, exports `wasi:http/handler@0.3.0`", Candidate, Candidate, Exports)]
    public void Run_ChainThatDoesNotFit_NamesTheMemberAndTheInterface(string expected, params string[] chain)
    {
        Diagnostic problem = Assert.Single(Run(chain));
        Assert.Equal((DiagnosticCode.BadMiddleware, expected), (problem.Code, problem.Message));
        Assert.NotNull(problem.Remedy);
    }

    [Fact]
    public void Run_MemberOfAnotherWorld_IsNotMiddlewareInTwoWays() => Assert.Equal(2, Run(Second, Exports).Count());

    private static IEnumerable<Diagnostic> Run(params string[] chain)
    {
        ImmutableArray<ChainMember> members =
        [
            .. chain.Select((text, i) => new ChainMember(
                new WasmRequest($"`part{i}`", default, new ComponentSource.Local("x.wasm"), IsBuilt: false), ComponentBinary.Decode(Wat.ToWasm(text)))),
        ];
        return MiddlewareChecks.Run(new AppModel { Name = "shop", Folder = "/app", Components = [], Triggers = [] }, members);
    }
}
