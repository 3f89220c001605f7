using Whorl.Components.Linking;
using Whorl.Components.Modules;

namespace Whorl.Components.Tests.Modules;

/// <summary>The names of the scheme <c>cm32p2</c>, and core modules that have some of them and some of the older ones.</summary>
public sealed class StandardNameTests
{
    private const string World = """
        (import "x:y/major@1.2.3" (instance (export "f" (func))))
        (import "x:y/minor@0.2.3" (instance (export "f" (func (param "n" u32)))))
        (import "x:y/patch@0.0.3" (instance (export "f" (func (result u64)))))
        (import "x:y/early@1.0.0-rc.1" (instance (export "f" (func (param "n" u64)))))
        (import "x:y/bare" (instance (export "f" (func (result u32)))))
        (import "plain" (instance
          (export "r" (type $r (sub resource)))
          (type $own (own $r)) (type $borrow (borrow $r))
          (export "[constructor]r" (func (param "n" u32) (result $own)))
          (export "[method]r.m" (func (param "self" $borrow) (result u32)))
          (export "late" (func async (param "n" u32) (result u32)))))
        (import "g" (func (param "s" string)))
        (export "run" (func (param "n" u32) (result u64)))
        (export "x:y/out@1.2.3" (instance
          (export "thing" (type $thing (sub resource)))
          (type $made (own $thing))
          (export "f" (func (param "s" string) (result string)))
          (export "[constructor]thing" (func (result $made)))))
        """;

    private const string Exports = """
        (memory (export "cm32p2_memory") 1)
        (func (export "cm32p2_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
        (func (export "cm32p2_initialize"))
        (func (export "cm32p2||run") (param i32) (result i64) unreachable)
        (func (export "cm32p2|x:y/out@1|f") (param i32 i32) (result i32) unreachable)
        (func (export "cm32p2|x:y/out@1|f_post") (param i32))
        (func (export "cm32p2|x:y/out@1|[constructor]thing") (result i32) unreachable)
        (func (export "cm32p2|x:y/out@1|thing_dtor") (param i32))
        """;

    private const string OldExports = """
        (memory (export "memory") 1)
        (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
        (func (export "_initialize"))
        (func (export "run") (param i32) (result i64) unreachable)
        (func (export "x:y/out@1.2.3#f") (param i32 i32) (result i32) unreachable)
        (func (export "cabi_post_x:y/out@1.2.3#f") (param i32))
        (func (export "x:y/out@1.2.3#[constructor]thing") (result i32) unreachable)
        (func (export "x:y/out@1.2.3#[dtor]thing") (param i32))
        """;

    [Theory]
    [InlineData("|x:y/major@1", "f", "", "x:y/major@1.2.3")]
    [InlineData("|x:y/minor@0.2", "f", "(param i32)", "x:y/minor@0.2.3")]
    [InlineData("|x:y/patch@0.0.3", "f", "(result i64)", "x:y/patch@0.0.3")]
    [InlineData("|x:y/early@1.0.0-rc.1", "f", "(param i64)", "x:y/early@1.0.0-rc.1")]
    [InlineData("|x:y/bare", "f", "(result i32)", "x:y/bare")]
    [InlineData("|plain", "[constructor]r", "(param i32) (result i32)", "plain")]
    [InlineData("|plain", "[method]r.m", "(param i32) (result i32)", "plain")]
    [InlineData("|plain", "late", "(param i32) (result i32)", "plain")]
    [InlineData("", "g", "(param i32 i32)", "")]
    public void Import_OfAFunction_IsFound_ByTheNameOfItsInterface(string module, string name, string type, string expected)
    {
        var plan = ModulePlanner.Plan(WorldModule.Make(World, Import(module, name, type) + Exports));

        var lowering = plan.Lowerings[Assert.IsType<LoweredFunction>(Argument(plan)).Lowering];
        var import = plan.Imports[((HostProvided)lowering.Target).Import];
        Assert.Equal((expected, name), (import.Interface, import.Name));
        Assert.False(lowering.Options.IsAsync);
    }

    [Theory]
    [InlineData("|plain", "r_drop", "(param i32)", "ResourceDrop r")]
    [InlineData("|_ex_x:y/out@1", "thing_drop", "(param i32)", "ResourceDrop thing")]
    [InlineData("|_ex_x:y/out@1", "thing_new", "(param i32) (result i32)", "ResourceNew thing")]
    [InlineData("|_ex_x:y/out@1", "thing_rep", "(param i32) (result i32)", "ResourceRep thing")]
    public void Import_OfABuiltinForAResource_IsKnown(string module, string name, string type, string expected)
    {
        var plan = ModulePlanner.Plan(WorldModule.Make(World, Import(module, name, type) + Exports));

        var builtin = Assert.IsType<Builtin>(Argument(plan));
        Assert.Equal(expected, $"{builtin.Kind} {builtin.Resource}");
    }

    [Theory]
    [InlineData("|x:y/major@1.2.3", "f", "", "`x:y/major@1.2.3` is, and the scheme `cm32p2` calls it `x:y/major@1`")]
    [InlineData("|x:y/minor@0.3", "f", "(param i32)", "calls it `x:y/minor@0.2`")]
    [InlineData("|_ex_x:y/out@1.2.3", "thing_drop", "(param i32)", "calls it `x:y/out@1`")]
    [InlineData("|x:y/none@1", "f", "", "import `f` of `cm32p2|x:y/none@1` is neither in its world")]
    [InlineData("|x:y/major@1", "none", "", "import `none` of `cm32p2|x:y/major@1` is neither in its world")]
    [InlineData("x:y/major@1", "f", "", "import `f` of `cm32p2x:y/major@1` is neither in its world")]
    [InlineData("|plain", "r_new", "(param i32) (result i32)", "import `r_new` of `cm32p2|plain` is neither in its world")]
    [InlineData("|plain", "[resource-drop]r", "(param i32)", "for these the older names are read")]
    [InlineData("|plain", "[async-lower]late", "(param i32 i32) (result i32)", "no names for built-ins and functions of async")]
    [InlineData("", "[waitable-set-new]", "(result i32)", "no names for built-ins and functions of async")]
    [InlineData("|_ex_x:y/out@1", "none_drop", "(param i32)", "import `none_drop` of `cm32p2|_ex_x:y/out@1` is nothing that the world's exports have")]
    [InlineData("|plain", "r_drop", "(result i32)", "import `r_drop` of `cm32p2|plain` has another type than `resource.drop` has")]
    [InlineData("|x:y/minor@0.2", "f", "", "import `f` of `cm32p2|x:y/minor@0.2` has another type than `func(n:u32)` needs")]
    public void Import_ThatIsNotSoNamed_IsRefused(string module, string name, string type, string expected)
    {
        var error = Assert.Throws<UnsupportedComponentException>(() => ModulePlanner.Plan(WorldModule.Make(World, Import(module, name, type) + Exports)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exports_AreTaken_AsThoseOfTheOlderNamesAre()
    {
        var standard = ModulePlanner.Plan(WorldModule.Make(World, Exports));
        var old = ModulePlanner.Plan(WorldModule.Make(World, OldExports));

        Assert.Equal(
            [
                "cm32p2_initialize", "cm32p2_memory", "cm32p2_realloc", "cm32p2|x:y/out@1|[constructor]thing", "cm32p2|x:y/out@1|f", "cm32p2|x:y/out@1|f_post",
                "cm32p2|x:y/out@1|thing_dtor", "cm32p2||run",
            ],
            Used(standard));
        Assert.Equal(
            [
                "_initialize", "cabi_post_x:y/out@1.2.3#f", "cabi_realloc", "memory", "run", "x:y/out@1.2.3#[constructor]thing", "x:y/out@1.2.3#[dtor]thing",
                "x:y/out@1.2.3#f",
            ],
            Used(old));
        Assert.Equal(old.Exports.Select(e => e.Key), standard.Exports.Select(e => e.Key));
        Assert.Equal(old.Lifted.Select(l => $"{l.Type} {l.Options}"), standard.Lifted.Select(l => $"{l.Type} {l.Options}"));
    }

    [Fact]
    public void Module_WithSomeNamesOfEachScheme_IsTaken()
    {
        var plan = ModulePlanner.Plan(WorldModule.Make(World, Import("|plain", "r_drop", "(param i32)") + """
            (import "plain" "[async-lower]late" (func (param i32 i32) (result i32)))
            """ + Exports.Replace("cm32p2_memory", "memory", StringComparison.Ordinal).Replace("cm32p2||run", "run", StringComparison.Ordinal)));

        Assert.Contains("memory", Used(plan));
        Assert.Contains("cm32p2_realloc", Used(plan));
        Assert.True(Assert.Single(plan.Lowerings).Options.IsAsync);
    }

    [Theory]
    [InlineData("""(memory (export "memory") 1)""", "`memory` and `cm32p2_memory`")]
    [InlineData("""(func (export "_initialize"))""", "`_initialize` and `cm32p2_initialize`")]
    [InlineData("""(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)""", "`cabi_realloc` and `cm32p2_realloc`")]
    [InlineData("""(func (export "run") (param i32) (result i64) unreachable)""", "`run` and `cm32p2||run`")]
    [InlineData("""(func (export "cabi_post_x:y/out@1.2.3#f") (param i32))""", "`cabi_post_x:y/out@1.2.3#f` and `cm32p2|x:y/out@1|f_post`")]
    [InlineData("""(func (export "x:y/out@1.2.3#[dtor]thing") (param i32))""", "`x:y/out@1.2.3#[dtor]thing` and `cm32p2|x:y/out@1|thing_dtor`")]
    public void Export_ThatIsThereUnderBothNames_IsRefused(string export, string expected)
    {
        var memories = Exports.Replace("(memory (export", "(memory $own (export", StringComparison.Ordinal);

        var error = Assert.Throws<UnsupportedComponentException>(() => ModulePlanner.Plan(WorldModule.Make(World, memories + export)));

        Assert.Contains($"The module exports both {expected}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cm32p2_realloc", """(func (export "cm32p2_realloc") (param i32) (result i32) unreachable)""", "`cm32p2_realloc` has another type than it has to have, which takes (i32 i32 i32 i32) and gives (i32)")]
    [InlineData("cm32p2_initialize", """(func (export "cm32p2_initialize") (param i32))""", "`cm32p2_initialize` has another type")]
    [InlineData("cm32p2||run", """(func (export "cm32p2||run"))""", "`cm32p2||run` has another type")]
    [InlineData("cm32p2||run", "", "needs the export `run` or `cm32p2||run`")]
    [InlineData("cm32p2|x:y/out@1|f_post", """(func (export "cm32p2|x:y/out@1|f_post"))""", "`cm32p2|x:y/out@1|f_post` has another type")]
    [InlineData("cm32p2|x:y/out@1|thing_dtor", """(func (export "cm32p2|x:y/out@1|thing_dtor"))""", "`cm32p2|x:y/out@1|thing_dtor` has another type")]
    [InlineData("cm32p2|x:y/out@1|f", """(func (export "cm32p2|x:y/out@1.2.3|f") (param i32 i32) (result i32) unreachable)""", "or `cm32p2|x:y/out@1|f`")]
    [InlineData("cm32p2_memory", "", "`memory` or `cm32p2_memory`")]
    [InlineData("cm32p2_realloc", "", "`cabi_realloc` or `cm32p2_realloc`")]
    public void Export_ThatDoesNotFit_IsRefused_ByItsName(string export, string instead, string expected)
    {
        var others = Exports.Split('\n').Where(line => !line.Contains($"\"{export}\"", StringComparison.Ordinal));

        var error = Assert.Throws<UnsupportedComponentException>(() => ModulePlanner.Plan(WorldModule.Make(World, string.Join('\n', others) + instead)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static string Import(string module, string name, string type) => $"""(import "cm32p2{module}" "{name}" (func {type})) """;

    private static CoreItem Argument(LinkPlan plan) => Assert.Single(plan.Initializers.OfType<InstantiateModule>().Single().Arguments);

    /// <summary>The exports of the module that the plan calls or reads.</summary>
    private static List<string> Used(LinkPlan plan)
    {
        var items = plan.Initializers.Select(step => step switch
        {
            ExtractMemory memory => memory.Source,
            ExtractRealloc realloc => realloc.Source,
            ExtractPostReturn post => post.Source,
            _ => null,
        });
        return [.. items.Concat(plan.Lifted.Select(l => l.Callee)).Concat(plan.Resources.Select(r => r.Destructor)).OfType<CoreExport>().Select(e => e.Name)
            .Concat(plan.Initializers.OfType<InstantiateModule>().Select(step => step.Initialize).OfType<string>()).Order(StringComparer.Ordinal)];
    }
}
