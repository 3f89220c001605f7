using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Hosting;

public sealed class CompositionTests
{
    private static readonly Engine s_engine = new(new EngineOptions { Pooling = false, EpochInterruption = false });
    private static readonly HostResource s_key = new("key");

    [Fact]
    public void Part_ByInterface_MeetsTheImport()
    {
        var adder = Part("adder", Exporting("math:ops/add@1.2.0", "i32.add"));
        Assert.Equal(5u, Run(User(new ComponentLink("math:ops/add@1.0.0", adder))));
    }

    [Fact]
    public void Part_ByPackage_MeetsEachOfItsInterfaces()
    {
        var adder = Part("adder", Exporting("math:ops/add@1.2.0", "i32.add"));
        Assert.Equal(5u, Run(User(new ComponentLink("math:ops", adder))));
    }

    [Fact]
    public void Part_UnderAnotherExport_MeetsTheImport()
    {
        var multiplier = Part("multiplier", Exporting("other:thing/times", "i32.mul"));
        Assert.Equal(6u, Run(User(new ComponentLink("math:ops/add", multiplier) { Export = "other:thing/times" })));
    }

    [Fact]
    public void Part_WithLinksOfItsOwn_IsChained()
    {
        var adder = Part("adder", Exporting("math:ops/add@1.2.0", "i32.add"));
        var doubler = Part("doubler", Doubling, new ComponentLink("math:ops/add", adder));
        Assert.Equal(10u, Run(User(new ComponentLink("math:ops/add", doubler))));
    }

    [Fact]
    public void Part_SharedByTwo_IsInstantiatedOnce()
    {
        var counter = Part("counter", Counting);
        var user = Part("user", CountingTwice, new ComponentLink("a:b/left", Part("relay", Relaying, new ComponentLink("a:b/counter", counter))), new ComponentLink("a:b/counter", counter));
        Assert.Equal(2u, Run(user));
    }

    [Fact]
    public void Link_ThatNothingImports_IsRefused_AndTheImportsAreNamed()
    {
        var error = Assert.Throws<LinkException>(() => Run(User(new ComponentLink("math:ops/sub", Part("adder", Exporting("math:ops/sub", "i32.sub"))))));
        Assert.Equal(["\"user\" does not import \"math:ops/sub\", which \"adder\" is to meet. It imports \"math:ops/add@1.0.0\"."], error.Problems);
    }

    [Fact]
    public void Link_ToAnIncompatibleVersion_IsRefused()
    {
        var error = Assert.Throws<LinkException>(() => Run(User(new ComponentLink("math:ops/add", Part("adder", Exporting("math:ops/add@2.0.0", "i32.add"))))));
        Assert.Contains("\"adder\" is to meet the import \"math:ops/add@1.0.0\" of \"user\", but does not export \"math:ops/add@1.0.0\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_ToAnotherType_IsRefused()
    {
        var error = Assert.Throws<LinkException>(() => Run(User(new ComponentLink("math:ops/add", Part("counter", Counting)) { Export = "a:b/counter" })));
        Assert.Contains("cannot meet the import \"math:ops/add@1.0.0\" of \"user\": ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_CanOfferSomethingElseToAPart()
    {
        var opener = Part("opener", Opening);
        var user = Part("user", OpeningBoth, new ComponentLink("a:b/opener", opener));
        Assert.Equal(107u, Run(user, KeyHost(100), part => part == "opener" ? KeyHost(7) : null));
    }

    [Fact]
    public void Problem_NamesThePart()
    {
        var user = Part("user", OpeningBoth, new ComponentLink("a:b/opener", Part("opener", Opening)));
        var error = Assert.Throws<LinkException>(() => Run(user, KeyHost(1), part => part == "opener" ? new ComponentLinker() : null));
        Assert.All(error.Problems, problem => Assert.StartsWith("In \"opener\": The import \"host:keys/box", problem, StringComparison.Ordinal));
    }

    private static string Doubling => """
        (component
          (import "math:ops/add@1.1.0" (instance $add (export "f" (func (param "a" u32) (param "b" u32) (result u32)))))
          (core func $add (canon lower (func $add "f")))
          (core module $m
            (import "" "add" (func $add (param i32 i32) (result i32)))
            (func (export "f") (param i32 i32) (result i32) (i32.mul (i32.const 2) (call $add (local.get 0) (local.get 1)))))
          (core instance $i (instantiate $m (with "" (instance (export "add" (func $add))))))
          (func $f (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "f")))
          (instance $out (export "f" (func $f)))
          (export "math:ops/add@1.1.0" (instance $out)))
        """;

    private static string Counting => """
        (component
          (core module $m
            (global $n (mut i32) (i32.const 0))
            (func (export "next") (result i32)
              (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n)))
          (core instance $i (instantiate $m))
          (func $next (result u32) (canon lift (core func $i "next")))
          (instance $out (export "next" (func $next)))
          (export "a:b/counter" (instance $out)))
        """;

    private static string Relaying => """
        (component
          (import "a:b/counter" (instance $counter (export "next" (func (result u32)))))
          (export "a:b/left" (instance $counter)))
        """;

    private static string CountingTwice => """
        (component
          (import "a:b/left" (instance $left (export "next" (func (result u32)))))
          (import "a:b/counter" (instance $right (export "next" (func (result u32)))))
          (core func $left (canon lower (func $left "next")))
          (core func $right (canon lower (func $right "next")))
          (core module $m
            (import "" "left" (func $left (result i32)))
            (import "" "right" (func $right (result i32)))
            (func (export "run") (result i32) (drop (call $left)) (call $right)))
          (core instance $i (instantiate $m (with "" (instance (export "left" (func $left)) (export "right" (func $right))))))
          (func (export "run") (result u32) (canon lift (core func $i "run"))))
        """;

    private static string BoxImport(string version) => $$"""
        (import "host:keys/box@{{version}}" (instance $box
          (export "key" (type $key (sub resource)))
          (export "open" (func (result (own $key))))
          (export "[method]key.value" (func (param "self" (borrow $key)) (result u32)))))
        (alias export $box "key" (type $key))
        """;

    // Opens a key with what the host offers to it, and hands it over.
    private static string Opening => $$"""
        (component
          {{BoxImport("0.2.0")}}
          (core func $open (canon lower (func $box "open")))
          (core module $m (import "" "open" (func $open (result i32))) (func (export "make") (result i32) (call $open)))
          (core instance $i (instantiate $m (with "" (instance (export "open" (func $open))))))
          (func $make (result (own $key)) (canon lift (core func $i "make")))
          (component $shape
            (import "key" (type $key (sub resource)))
            (import "make" (func $make (result (own $key))))
            (export $exported "key" (type $key))
            (export "make" (func $make) (func (result (own $exported)))))
          (instance $out (instantiate $shape (with "key" (type $key)) (with "make" (func $make))))
          (export "a:b/opener" (instance $out)))
        """;

    private static string OpeningBoth => $$"""
        (component
          {{BoxImport("0.2.3")}}
          (import "a:b/opener" (instance $opener
            (alias outer 1 $key (type $outer))
            (export "key" (type $inner (eq $outer)))
            (export "make" (func (result (own $inner))))))
          (core func $open (canon lower (func $box "open")))
          (core func $make (canon lower (func $opener "make")))
          (core func $value (canon lower (func $box "[method]key.value")))
          (core module $m
            (import "" "open" (func $open (result i32)))
            (import "" "make" (func $make (result i32)))
            (import "" "value" (func $value (param i32) (result i32)))
            (func (export "run") (result i32) (i32.add (call $value (call $open)) (call $value (call $make)))))
          (core instance $i (instantiate $m (with "" (instance
            (export "open" (func $open)) (export "make" (func $make)) (export "value" (func $value))))))
          (func (export "run") (result u32) (canon lift (core func $i "run"))))
        """;

    private static string Exporting(string name, string operation) => $$"""
        (component
          (core module $m (func (export "f") (param i32 i32) (result i32) ({{operation}} (local.get 0) (local.get 1))))
          (core instance $i (instantiate $m))
          (func $f (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "f")))
          (instance $out (export "f" (func $f)))
          (export "{{name}}" (instance $out)))
        """;

    private static ComponentPart User(params ReadOnlySpan<ComponentLink> links) => Part(
        "user",
        """
        (component
          (import "math:ops/add@1.0.0" (instance $add (export "f" (func (param "a" u32) (param "b" u32) (result u32)))))
          (core func $add (canon lower (func $add "f")))
          (core module $m
            (import "" "add" (func $add (param i32 i32) (result i32)))
            (func (export "run") (result i32) (call $add (i32.const 2) (i32.const 3))))
          (core instance $i (instantiate $m (with "" (instance (export "add" (func $add))))))
          (func (export "run") (result u32) (canon lift (core func $i "run"))))
        """,
        links);

    private static ComponentPart Part(string name, string text, params ReadOnlySpan<ComponentLink> links) =>
        new(name, Wat.ToWasm(text)) { Links = [.. links] };

    private static ComponentLinker KeyHost(uint value) => new ComponentLinker().Add(
        new HostInterface(
            "host:keys/box@0.2.5",
            [s_key],
            [
                new HostFunction("open", "func()->own<key>", static (ref HostCall call) => call.Args[0].U32 = call.Context.Own(call.Host<object>(), s_key)),
                new HostFunction(
                    "[method]key.value", "func(self:borrow<key>)->u32", static (ref HostCall call) => call.Args[0].U32 = (uint)call.Context.Borrow<object>(call.Args[0].U32, s_key)),
            ]),
        _ => value);

    private static uint Run(ComponentPart root, ComponentLinker? linker = null, Func<string, ComponentLinker?>? linkerOf = null)
    {
        using var compiled = CompiledComponent.Compile(s_engine, root);
        using var component = (linker ?? new ComponentLinker()).Link(compiled, linkerOf ?? (_ => null));
        using var store = new Store(s_engine, null);
        using var instance = component.Instantiate(store);
        Assert.True(component.TryGetExport("", "run", out var run));
        return (uint)instance.Invoke(run, []).AsUnsigned();
    }
}
