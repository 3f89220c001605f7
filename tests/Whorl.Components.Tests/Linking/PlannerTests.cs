using System.Collections.Immutable;
using Whorl.Components.Binary;
using Whorl.Components.Linking;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Linking;

public sealed class PlannerTests
{
    private const string ImportsModule = """
        (component
          (import "m" (core module $M (export "f" (func (result i32)))))
          (core instance $m (instantiate $M))
          (func (export "f") (result u32) (canon lift (core func $m "f"))))
        """;

    [Theory]
    [InlineData("(core func $b (canon error-context.drop))", "error-context.drop", "(param i32)")]
    [InlineData("(core func $b (canon thread.suspend))", "thread.suspend", "(result i32)")]
    [InlineData("(core func $b (canon thread.index))", "thread.index", "(result i32)")]
    public void Plan_OfAComponentThatUsesAnUnsupportedBuiltin_NamesIt(string definition, string name, string type)
    {
        var error = Assert.Throws<UnsupportedComponentException>(() => Plan($"""
            (component
              (core module $Any (import "" "b" (func {type})))
              {definition}
              (core instance (instantiate $Any (with "" (instance (export "b" (func $b)))))))
            """));

        Assert.Contains($"`{name}`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfAStackfulLift_IsRefused()
    {
        var error = Assert.Throws<UnsupportedComponentException>(() => Plan("""
            (component
              (core module $M (func (export "f")))
              (core instance $m (instantiate $M))
              (func (export "f") async (canon lift (core func $m "f") async)))
            """));

        Assert.Contains("stackful", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WithAnUnboundModuleImport_NamesIt()
    {
        var error = Assert.Throws<UnsupportedComponentException>(() => Plan(ImportsModule));

        Assert.Contains("module `m`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WithABoundModule_InstantiatesIt()
    {
        var module = Wat.ToWasm("(module (func (export \"f\") (result i32) i32.const 7) (func (export \"more\")))");

        var plan = Plan(ImportsModule, ("m", new ModuleBinding(module)));

        Assert.Equal(module, Assert.Single(plan.Modules).Bytes.ToArray());
    }

    [Fact]
    public void Plan_WithABoundModuleOfTheWrongType_SaysWhatIsMissing()
    {
        var module = new ModuleBinding(Wat.ToWasm("(module (func (export \"f\") (param i32)))"));

        var error = Assert.Throws<UnsupportedComponentException>(() => Plan(ImportsModule, ("m", module)));

        Assert.Contains("type mismatch in export `f`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WithABoundComponent_RunsItInsideThePlan()
    {
        const string user = """
            (component
              (import "c" (component $C (import "log" (func)) (export "f" (func (result u32)))))
              (import "log" (func $log))
              (instance $c (instantiate $C (with "log" (func $log))))
              (export "f" (func $c "f")))
            """;
        const string provider = """
            (component
              (core module $M (func (export "f") (result i32) i32.const 1))
              (core instance $m (instantiate $M))
              (func (export "f") (result u32) (canon lift (core func $m "f"))))
            """;

        var plan = Plan(user, ("c", new ComponentBinding(ComponentBinary.Decode(Wat.ToWasm(provider)))));

        Assert.Equal([-1, 0], plan.ParentInstances);
        Assert.Empty(plan.Imports);
        Assert.True(plan.Exports.TryGet("f", out var export) && export is FunctionExport { Function: GuestProvided });
    }

    [Fact]
    public void Plan_WithAnExportedComponentBound_FindsWhatLiesAroundIt()
    {
        var provider = Plan("""
            (component
              (core module $M (func (export "f") (result i32) i32.const 1))
              (component $C
                (alias outer 1 $M (core module $m))
                (core instance $i (instantiate $m))
                (func (export "f") (result u32) (canon lift (core func $i "f"))))
              (export "c" (component $C)))
            """);
        Assert.True(provider.Exports.TryGet("c", out var export));
        var exported = (ComponentExport)export;

        var plan = Plan(
            """
            (component
              (import "c" (component $C (export "f" (func (result u32)))))
              (instance $c (instantiate $C))
              (export "f" (func $c "f")))
            """,
            ("c", new ComponentBinding(exported.Component) { Outer = exported.Outer }));

        Assert.Single(plan.Initializers.OfType<InstantiateModule>());
    }

    [Fact]
    public void Plan_WithABoundType_ChecksIt()
    {
        const string user = "(component (import \"t\" (type (eq 0))) )";
        var wat = user.Replace("(import", "(type u32) (import", StringComparison.Ordinal);

        Assert.NotNull(Plan(wat, ("t", new TypeBinding(PrimitiveType.U32))));
        Assert.Throws<UnsupportedComponentException>(() => Plan(wat, ("t", new TypeBinding(PrimitiveType.S8))));
    }

    [Fact]
    public void Plan_OfComponentsThatMultiply_StopsAtTheLimit()
    {
        // Each component instantiates the one before it twice: 2^20 instances in all.
        var wat = "(component $root (component $c0)";
        for (var i = 0; i < 20; i++)
        {
            wat += $"(component $c{i + 1} (alias outer 1 $c{i} (component $c)) (instance (instantiate $c)) (instance (instantiate $c)))";
        }

        var error = Assert.Throws<UnsupportedComponentException>(() => Plan(wat + "(instance (instantiate $c20)))"));

        Assert.Contains("instances", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfOneDefinition_IsTheSameEachTime()
    {
        var component = ComponentBinary.Decode(File.ReadAllBytes(SampleComponents.Hello));

        var first = Planner.Plan(component, ImportBindings.None);
        var second = Planner.Plan(component, ImportBindings.None);

        Assert.Equal(PlanText.Of(first), PlanText.Of(second));
    }

    [Fact]
    public void Plan_OfTheHelloSample_IsOneModuleThatGetsOnlyHostFunctionsAndBuiltins()
    {
        var plan = Planner.Plan(ComponentBinary.Decode(File.ReadAllBytes(SampleComponents.Hello)), ImportBindings.None);

        var step = Assert.Single(plan.Initializers.OfType<InstantiateModule>());
        Assert.All(step.Arguments, argument => Assert.True(argument is LoweredFunction or Builtin));
        Assert.Contains(plan.Imports, i => i.Name == "[method]incoming-request.path-with-query");
        Assert.True(plan.Exports.TryGet("wasi:http/incoming-handler@0.2.12", out var handler));
        Assert.True(((InstanceExport)handler).Exports.TryGet("handle", out _));
    }

    private static LinkPlan Plan(string wat, params (string Name, ImportBinding Binding)[] bindings) => Planner.Plan(
        ComponentBinary.Decode(Wat.ToWasm(wat)),
        new ImportBindings(bindings.ToImmutableDictionary(b => b.Name, b => b.Binding)));
}
