using Whorl.Components.Binary;
using Whorl.Components.Hosting;
using Whorl.Components.Inspection;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Inspection;

public sealed class ComponentInspectionTests
{
    [Fact]
    public void Of_AToolchainsComponent_TellsItsModulesApart()
    {
        var inspection = ComponentInspection.Of(File.ReadAllBytes(SampleComponents.Hello));
        Assert.Equal(
            [(ModuleRole.Code, true), (ModuleRole.Shim, false), (ModuleRole.FixUp, false)],
            inspection.Modules.Select(m => (m.Role, m.IsInstantiated)));
        Assert.Equal("main", inspection.Modules[0].Name);
        Assert.Contains(inspection.Toolchain.ProcessedBy, e => e.Name == "wit-component" && e.Version.Length > 0);
    }

    [Fact]
    public void Of_NamedModules_CountsImportedAndNestedOnes()
    {
        var inspection = Inspect("""
            (component $outer
              (import "m" (core module $imported))
              (core module $second (memory 1 2) (data (i32.const 0) "abc"))
              (component (core module $nested))
              (core module $third))
            """);
        Assert.Equal("outer", inspection.Name);
        Assert.Equal(["second", "nested", "third"], inspection.Modules.Select(m => m.Name));
        Assert.Equal([new InspectedMemory(65_536, 131_072)], inspection.Modules[0].Memories);
        Assert.Contains("`m`", inspection.Unsupported, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\01\\08language\\01\\01C\\0299", "C 99")]
    [InlineData("\\01\\08language\\02\\01C\\00", "")]
    [InlineData("\\ff\\ff\\ff\\ff\\0f", "")]
    public void Toolchain_OfASection_IsWhatItSaysOrNothing(string section, string languages)
    {
        var inspection = Inspect($"""(component (core module (@custom "producers" "{section}")))""");
        Assert.Equal(languages, string.Join(", ", inspection.Toolchain.Languages));
    }

    [Fact]
    public void AnswersOf_ImportsOfEveryFate_NameTheOfferOrTheProblem()
    {
        var inspection = Inspect("""
            (component
              (import "a:b/c@1.0.0" (instance $c (export "known" (func)) (export "unknown" (func))))
              (import "a:b/d@1.0.0" (instance $d (export "f" (func))))
              (import "f" (func $f))
              (import "g" (func $g))
              (core func (canon lower (func $c "unknown")))
              (core func (canon lower (func $f)))
              (core func (canon lower (func $g)))
              (core module $m (import "" "u" (func)) (import "" "f" (func)) (import "" "g" (func)))
              (core instance (instantiate $m (with "" (instance (export "u" (func 0)) (export "f" (func 1)) (export "g" (func 2)))))))
            """);
        var linker = new ComponentLinker()
            .Add(new HostInterface("a:b/c@1.2.0", [], [new HostFunction("known", "func()", (ref _) => { })]), _ => this)
            .Add(new HostInterface("", [], [new HostFunction("f", "func()", (ref _) => { })]), _ => this);
        var answers = inspection.AnswersOf(linker);
        Assert.Equal(["a:b/c@1.2.0", null, "", null], answers.Select(a => a.Offer));
        Assert.Equal([1, 1, 0, 1], answers.Select(a => a.Problems.Length));
        Assert.Contains("\"a:b/c@1.0.0#unknown\"", answers[0].Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""(module (import "wasi_snapshot_preview1" "f" (func)) (func (export "_start")))""", CoreModuleKind.Preview1Command)]
    [InlineData("""(module (import "wasi_snapshot_preview1" "f" (func)) (func (export "_initialize")))""", CoreModuleKind.Preview1Reactor)]
    [InlineData("""(module (import "env" "f" (func)) (func (export "_start")))""", CoreModuleKind.Plain)]
    [InlineData("""(module (@custom "component-type:x" ""))""", CoreModuleKind.UnwrappedComponent)]
    [InlineData("""(module (func (export "_start")) (func (export "handle-http-request")))""", CoreModuleKind.FirstSdk)]
    public void Kind_OfACoreModule_IsWhatItWasMadeFor(string text, CoreModuleKind kind) =>
        Assert.Equal(kind, CoreModuleInspection.Of(Wat.ToWasm(text)).Kind);

    [Fact]
    public void Of_BytesThatAreCutShort_Throws()
    {
        var bytes = File.ReadAllBytes(SampleComponents.Hello);
        Assert.Throws<InvalidComponentException>(() => ComponentInspection.Of(bytes.AsMemory(0, bytes.Length / 2)));
        Assert.Throws<InvalidComponentException>(() => CoreModuleInspection.Of(Wat.ToWasm("(module (memory 1))").AsMemory()[..^1]));
    }

    private static ComponentInspection Inspect(string text) => ComponentInspection.Of(Wat.ToWasm(text));
}
