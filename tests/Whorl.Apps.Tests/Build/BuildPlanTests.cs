using Whorl.Apps.Build;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;

namespace Whorl.Apps.Tests.Build;

public sealed class BuildPlanTests
{
    [Fact]
    public void Create_NoDependencies_KeepsTheOrderOfTheManifest() =>
        Assert.Equal(
            ["b: make b (1/1) in /app", "a: step 1 (1/2) in /app/src/a", "a: step 2 (2/2) in /app/src/a"],
            Print(BuildPlan.Create(App(
                Component("b", "build.command = 'make b'"),
                Component("none", ""),
                Component("a", "build = { command = ['step 1', 'step 2'], workdir = './src/a/' }")), [])));

    [Fact]
    public void Create_Dependencies_AreBuiltFirst() =>
        Assert.Equal(
            ["lib", "mid", "app", "other"],
            Order(BuildPlan.Create(App(
                Component("app", "build.command = 'x'\ndependencies = { 'a:mid' = { path = 'mid.wasm' }, 'a:lib' = { component = 'lib' } }"),
                Component("mid", "build.command = 'x'\ndependencies = { 'a:lib' = { path = './out/../lib.wasm' } }"),
                Component("lib", "build.command = 'x'"),
                Component("other", "build.command = 'x'")), [])));

    [Fact]
    public void Create_ChosenComponents_BuildsOnlyThose() =>
        Assert.Equal(["c", "a"], Order(BuildPlan.Create(App(
            Component("a", "build.command = 'x'\ndependencies = { 'a:c' = { path = 'c.wasm' } }"),
            Component("b", "build.command = 'x'"),
            Component("c", "build.command = 'x'")), ["a", "c"])));

    [Fact]
    public void Create_UnknownComponents_ReportsAllWithNearestMatch()
    {
        var app = App(Component("front", "build.command = 'x'"));

        var error = Assert.Throws<AppException>(() => BuildPlan.Create(app, ["frnt", "zzz", "front"]));

        Assert.Equal(
            """
            spin.toml: error W0301: there is no component `frnt` to build
                help: Did you mean `front`?
            spin.toml: error W0301: there is no component `zzz` to build
                help: The app has `front`.
            """,
            error.Message);
    }

    [Fact]
    public void Create_Circle_BuildsInManifestOrderWithAWarning()
    {
        var plan = BuildPlan.Create(App(
            Component("a", "build.command = 'x'\ndependencies = { 'a:b' = { path = 'b.wasm' } }"),
            Component("b", "build.command = 'x'\ndependencies = { 'a:a' = { path = 'a.wasm' } }"),
            Component("c", "build.command = 'x'")), []);

        Assert.Equal(["a", "b", "c"], Order(plan));
        Assert.Equal(DiagnosticCode.BuildCycle, Assert.Single(plan.Warnings).Code);
    }

    [Fact]
    public void Create_NothingToBuild_HasNoSteps() => Assert.Empty(BuildPlan.Create(App(Component("a", "")), []).Steps);

    private static AppModel App(params string[] components) =>
        AppLoader.Parse("spin_manifest_version = 2\napplication.name = 'x'\n" + string.Concat(components), "/app", "spin.toml").AppOrThrow();

    private static string Component(string id, string more) => $"[component.{id}]\nsource = '{id}.wasm'\n{more}\n";

    private static IEnumerable<string> Print(BuildPlan plan) =>
        plan.Steps.Select(s => $"{s.Component}: {s.Command} ({s.Number}/{s.Count}) in {Path.TrimEndingDirectorySeparator(s.WorkingFolder)}");

    private static IEnumerable<string> Order(BuildPlan plan) => plan.Steps.Select(s => s.Component);
}
