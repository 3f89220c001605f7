using Whorl.Apps.Diagnostics;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Loading;

/// <summary>Components that other components meet imports of.</summary>
public sealed class DependencyTests
{
    private static readonly string s_grants = Guests.Require("tests/guests/grants/grants.wasm");
    private static readonly string s_asker = Guests.Require("tests/guests/asker/asker.wasm");

    [Theory]
    [InlineData("", "variables=0 directories=0 denied")]
    [InlineData(", inherit_configuration = true", "variables=2 directories=1 connects")]
    [InlineData(", inherit_configuration = false", "variables=0 directories=0 denied")]
    [InlineData(", inherit_configuration = [\"environment\"]", "variables=2 directories=0 denied")]
    [InlineData(", inherit_configuration = [\"files\"]", "variables=0 directories=1 denied")]
    [InlineData(", inherit_configuration = [\"allowed_outbound_hosts\"]", "variables=0 directories=0 connects")]
    public async Task Dependency_HasWhatItInherits_AndNothingElse(string inherits, string expected)
    {
        await using ServedApp app = await StartAsync($"\"test:grants/check@1.0.0\" = {{ path = '{s_grants}'{inherits} }}");
        Assert.Equal($"component variables=2 directories=1 connects\ndependency {expected}\n", await app.GetTextAsync("/"));
    }

    [Fact]
    public async Task Dependency_OnAComponentOfTheApp_IsComposed()
    {
        await using ServedApp app = await StartAsync(
            "\"test:grants\" = { component = \"checker\" }",
            $"""
            [component.checker]
            source = '{s_grants}'
            """);
        Assert.EndsWith("dependency variables=0 directories=0 denied\n", await app.GetTextAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Component_WithoutItsDependency_IsRefused_AndTheImportNamed()
    {
        var error = await Assert.ThrowsAsync<AppException>(() => StartAsync(""));
        Diagnostic problem = Assert.Single(error.Diagnostics);
        Assert.Equal(DiagnosticCode.UnmetImport, problem.Code);
        Assert.Contains("The import \"test:grants/check@1.0.0\" is not met", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dependency_ThatNothingImports_IsRefused()
    {
        var error = await Assert.ThrowsAsync<AppException>(() => StartAsync($"\"test:other/check\" = {{ path = '{s_grants}' }}"));
        Assert.Contains(
            "\"asker\" does not import \"test:other/check\", which \"test:other/check\" is to meet", Assert.Single(error.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dependency_ThatIsNotThere_IsNamed()
    {
        var error = await Assert.ThrowsAsync<AppException>(() => StartAsync("\"test:grants/check\" = { path = \"missing.wasm\" }"));
        Diagnostic problem = Assert.Single(error.Diagnostics);
        Assert.Equal(DiagnosticCode.MissingWasm, problem.Code);
        Assert.Contains("the Wasm file of dependency `test:grants/check` of component `asker` does not exist", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dependency_ThatIsNoComponent_IsNamed()
    {
        var error = await Assert.ThrowsAsync<AppException>(() => ServedApp.StartAsync(
            Manifest("\"test:grants/check\" = { path = \"bad.wasm\" }", ""), new Dictionary<string, string> { ["bad.wasm"] = "no Wasm", ["page.txt"] = "text" }));
        Diagnostic problem = Assert.Single(error.Diagnostics);
        Assert.Equal(DiagnosticCode.InvalidComponent, problem.Code);
        Assert.Contains("of dependency `test:grants/check` of component `asker` is not a valid component", problem.Message, StringComparison.Ordinal);
    }

    private static Task<ServedApp> StartAsync(string dependency, string more = "") =>
        ServedApp.StartAsync(Manifest(dependency, more), new Dictionary<string, string> { ["page.txt"] = "text" });

    private static string Manifest(string dependency, string more) => $$"""
        [[trigger.http]]
        route = "/..."
        component = "asker"

        [component.asker]
        source = '{{s_asker}}'
        environment = { ONE = "1", TWO = "2" }
        files = ["page.txt"]
        allowed_outbound_hosts = ["http://127.0.0.1:1"]

        [component.asker.dependencies]
        {{dependency}}

        {{more}}
        """;
}
