using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Hosting;

public sealed class LinkTests
{
    private static readonly HostResource s_file = new("file");

    [Theory]
    [InlineData("0.2.0", "0.2.12")]
    [InlineData("0.2.12", "0.2.0")]
    [InlineData("0.3.0-rc-1", "0.3.0-rc-1")]
    public void Link_WithACompatibleVersion_Succeeds(string imported, string offered) =>
        TestGuest.CompileAndLink(Importing($"a:b/c@{imported}"), Linker($"a:b/c@{offered}"));

    [Fact]
    public void Link_WithSeveralCompatibleVersions_TakesTheExactOne_ElseTheNewest()
    {
        var linker = Linker("a:b/c@0.2.0", "func(x:u32)");
        Add(linker, "a:b/c@0.2.12", "func(x:u64)");
        Add(linker, "a:b/c@0.2.3", "func(x:u32)");
        TestGuest.CompileAndLink(Importing("a:b/c@0.2.3"), linker);
        var error = Assert.Throws<LinkException>(() => TestGuest.CompileAndLink(Importing("a:b/c@0.2.4"), linker));
        Assert.Contains("func(x:u64)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_WithAnIncompatibleVersion_NamesTheOffer()
    {
        var error = Assert.Throws<LinkException>(() => TestGuest.CompileAndLink(Importing("a:b/c@0.3.0"), Linker("a:b/c@0.2.0")));
        Assert.Equal(
            ["The import \"a:b/c@0.3.0\" is not met: the host offers only the incompatible \"a:b/c@0.2.0\". Build the component against that version."],
            error.Problems);
    }

    [Fact]
    public void Link_WithAnUnknownInterface_NamesTheNearest()
    {
        var error = Assert.Throws<LinkException>(() => TestGuest.CompileAndLink(Importing("a:b/cc"), Linker("a:b/c")));
        Assert.Contains("no such interface (the nearest is \"a:b/c\")", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_WithAnotherType_ShowsBoth()
    {
        var error = Assert.Throws<LinkException>(() => TestGuest.CompileAndLink(Importing("a:b/c"), Linker("a:b/c", "func(x:u64)")));
        Assert.Contains("\"a:b/c#f\" has the type func(x:u32), but the host offers it in \"a:b/c\" as func(x:u64)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(param \"x\" u32)", "func(y:u32)", true)]
    [InlineData("(param \"x\" u32) (param \"y\" u32)", "func(y:u32,x:u32)", true)]
    [InlineData("(param \"x\" (tuple u32 u32)) (param \"y\" (result (error u32))) (result u32)", "func(a:tuple<u32,u32>,b:result<_,u32>)->u32", true)]
    [InlineData("(param \"x\" (tuple u32 u32)) (result u32)", "func(a:tuple<u32,u32>)->s32", false)]
    [InlineData("(param \"x\" u32) (param \"y\" u32)", "func(y:u32,x:u64)", false)]
    [InlineData("(param \"x\" u32)", "func()", false)]
    [InlineData("(param \"x\" u32)", "async func(x:u32)", false)]
    [InlineData("(param \"x\" $r)", "func(y:record{a:u32,b:u32})", true)]
    [InlineData("(param \"x\" $r)", "func(x:record{a:u32,c:u32})", false)]
    [InlineData("(param \"x\" u32) (param \"y\" $r)", "func(p:u32,q:record{a:u32,c:u32})", false)]
    public void Link_NeedsTheSameTypes_ButForTheParametersNames(string type, string offered, bool links)
    {
        string component = $"""
            (component
              (import "a:b/c" (instance $i
                (type $record (record (field "a" u32) (field "b" u32)))
                (export "r" (type $r (eq $record)))
                (export "f" (func {type}))))
              (core module $m (memory (export "memory") 1))
              (core instance $m (instantiate $m))
              (core func $f (canon lower (func $i "f") (memory (core memory $m "memory"))))
              (core module $user (import "" "f" (func {Flat(type)})))
              (core instance (instantiate $user (with "" (instance (export "f" (func $f)))))))
            """;
        if (links)
        {
            TestGuest.CompileAndLink(component, Linker("a:b/c", offered));
        }
        else
        {
            Assert.Throws<LinkException>(() => TestGuest.CompileAndLink(component, Linker("a:b/c", offered)));
        }

        // Each `u32`, and each discriminant of a result, is one value; the record is two.
        static string Flat(string type)
        {
            string parameters = type.Split("(result u32)")[0];
            int count = parameters.Split("u32").Length - 1 + (parameters.Split("(result").Length - 1) + (2 * (parameters.Split("$r").Length - 1));
            return $"{string.Concat(Enumerable.Repeat("(param i32) ", count))}{(type.EndsWith("(result u32)", StringComparison.Ordinal) ? "(result i32)" : "")}";
        }
    }

    [Fact]
    public void Link_WithAMissingFunction_NamesTheNearest()
    {
        var linker = new ComponentLinker().Add(new HostInterface("a:b/c", [], [new HostFunction("ff", "func(x:u32)", Nothing)]), _ => new object());
        var error = Assert.Throws<LinkException>(() => TestGuest.CompileAndLink(Importing("a:b/c"), linker));
        Assert.Contains("\"a:b/c#f\" is not met: the host's \"a:b/c\" has no such function", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_WithAMissingResource_SaysSo()
    {
        const string text = """
            (component (import "a:b/c" (instance (export "socket" (type (sub resource))))))
            """;
        var linker = new ComponentLinker().Add(new HostInterface("a:b/c", [s_file], []), _ => new object());
        var error = Assert.Throws<LinkException>(() => TestGuest.CompileAndLink(text, linker));
        Assert.Contains("\"a:b/c#socket\" is not met: the host's \"a:b/c\" has no resource type of that name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_WithSeveralUnmetImports_ListsThemAll()
    {
        var text = Using(
            """
            (import "a:b/c" (instance $c (export "f" (func))))
            (import "a:b/d" (instance $d (export "f" (func)) (export "g" (func))))
            (import "h" (func $h))
            """,
            "$c \"f\"",
            "$d \"f\"",
            "$d \"g\"",
            "$h");
        var error = Assert.Throws<LinkException>(() => TestGuest.CompileAndLink(text, new ComponentLinker()));
        Assert.Equal(3, error.Problems.Length);
        Assert.Contains("\"h\"", error.Problems[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Link_WithAFunctionImportedByItself_TakesItFromTheUnnamedInterface()
    {
        var text = Using("""(import "f" (func $f (param "x" u32)))""", "$f");
        TestGuest.CompileAndLink(text, Linker(""));
        var error = Assert.Throws<LinkException>(() => TestGuest.CompileAndLink(text, Linker("a:b/c")));
        Assert.StartsWith("The import \"f\" is not met", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_WithAnUnusedFunctionThatTheInterfaceLacks_Succeeds() =>
        TestGuest.CompileAndLink("""(component (import "a:b/c" (instance (export "other" (func)))))""", Linker("a:b/c"));

    [Theory]
    [InlineData("""(import "a:b/d" (instance (export "f" (func))))""", "The import \"a:b/d\" is not met")]
    [InlineData("""(import "g" (func))""", "The import \"g\" is not met")]
    public void Link_WithAnUnusedImportThatNobodyOffers_IsRefused(string import, string message)
    {
        var error = Assert.Throws<LinkException>(() => TestGuest.CompileAndLink($"(component {import})", Linker("a:b/c")));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_WithAnInstanceOfTypesOnly_NeedsNoOffer() =>
        TestGuest.CompileAndLink("""(component (import "a:b/d" (instance (type $u u32) (export "t" (type (eq $u))))))""", new ComponentLinker());

    [Fact]
    public void Add_OfTheSameInterfaceTwice_IsMisuse() => Assert.Throws<ArgumentException>(() => Add(Linker("a:b/c"), "a:b/c", "func()"));

    [Fact]
    public void TryGetExport_InAnotherPatchVersion_FindsTheFunction()
    {
        const string text = """
            (component
              (core module $M (func (export "run")))
              (core instance $m (instantiate $M))
              (func $run (canon lift (core func $m "run")))
              (instance $i (export "run" (func $run)))
              (export "a:b/run@0.2.3" (instance $i)))
            """;
        using var guest = TestGuest.Load(text);
        Assert.True(guest.Component.TryGetExport("a:b/run@0.2.0", "run", "func()", out var run));
        Assert.Equal("a:b/run@0.2.3#run", run.Name);
        Assert.False(guest.Component.TryGetExport("a:b/run@0.3.0", "run", out _));
        Assert.False(guest.Component.TryGetExport("a:b/run@0.2.0", "stop", out _));
        Assert.Throws<LinkException>(() => guest.Component.TryGetExport("a:b/run@0.2.0", "run", "func()->u32", out _));
    }

    [Fact]
    public void TryGetExport_WithOtherNamesOfParameters_FindsTheFunction()
    {
        using var guest = TestGuest.Load("""
            (component
              (core module $M (func (export "run") (param i32)))
              (core instance $m (instantiate $M))
              (func (export "run") (param "given" u32) (canon lift (core func $m "run"))))
            """);
        Assert.True(guest.Component.TryGetExport("", "run", "func(taken:u32)", out _));
        Assert.Throws<LinkException>(() => guest.Component.TryGetExport("", "run", "func(given:s32)", out _));
    }

    // A component that calls each function: of an interface, the host need only have the functions that are used.
    private static string Using(string imports, params string[] functions) => $"""
        (component
          {imports}
          (core module $M {string.Concat(functions.Select((_, i) => $"(import \"\" \"{i}\" (func {Parameter(imports)}))"))})
          {string.Concat(functions.Select((f, i) => $"(core func $f{i} (canon lower (func {f})))"))}
          (core instance (instantiate $M (with "" (instance {string.Concat(functions.Select((_, i) => $"(export \"{i}\" (func $f{i}))"))})))))
        """;

    private static string Parameter(string imports) => imports.Contains("u32", StringComparison.Ordinal) ? "(param i32)" : "";

    private static string Importing(string name) => Using(
        $"""(import "{name}" (instance $i (export "f" (func (param "x" u32)))))""", "$i \"f\"");

    private static ComponentLinker Linker(string name, string signature = "func(x:u32)") => Add(new ComponentLinker(), name, signature);

    private static ComponentLinker Add(ComponentLinker linker, string name, string signature) =>
        linker.Add(new HostInterface(name, [], [new HostFunction("f", signature, Nothing)]), _ => new object());

    private static void Nothing(ref HostCall call)
    {
    }
}
