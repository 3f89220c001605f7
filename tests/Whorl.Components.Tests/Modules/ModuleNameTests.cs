using Whorl.Components.Linking;
using Whorl.Components.Modules;

namespace Whorl.Components.Tests.Modules;

/// <summary>The names under which core modules import built-ins and export functions.</summary>
public sealed class ModuleNameTests
{
    private const string World = """
        (import "x:y/i@1.2.3" (instance
          (export "r" (type $r (sub resource)))
          (type $bytes (stream u8)) (type $texts (stream string)) (type $later (future $texts)) (type $list (list u8)) (type $lists (stream $list))
          (export "f" (func async (param "a" $bytes) (param "b" $later) (result $lists)))
          (export "plain" (func (param "n" u32) (result u32)))
          (export "late" (func async (param "n" u32) (result u32)))))
        (type $numbers (stream u32))
        (import "g" (func async (param "s" $numbers)))
        (export "run" (func async (param "n" u32) (result u64)))
        """;

    private const string Exports = """
        (memory (export "memory") 1)
        (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
        (func (export "[async-lift]run") (param i32) (result i32) unreachable)
        (func (export "[callback][async-lift]run") (param i32 i32 i32) (result i32) unreachable)
        """;

    [Theory]
    [InlineData("$root", "[waitable-set-new]", "(result i32)", "WaitableSetNew")]
    [InlineData("$root", "[waitable-set-wait]", "(param i32 i32) (result i32)", "WaitableSetWait")]
    [InlineData("$root", "[cancellable][waitable-set-wait-i32]", "(param i32 i32) (result i32)", "WaitableSetWait async")]
    [InlineData("$root", "[waitable-set-poll]", "(param i32 i32) (result i32)", "WaitableSetPoll")]
    [InlineData("$root", "[waitable-set-drop]", "(param i32)", "WaitableSetDrop")]
    [InlineData("$root", "[waitable-join]", "(param i32 i32)", "WaitableJoin")]
    [InlineData("$root", "[subtask-drop]", "(param i32)", "SubtaskDrop")]
    [InlineData("$root", "[subtask-cancel]", "(param i32) (result i32)", "SubtaskCancel")]
    [InlineData("$root", "[async-lower][subtask-cancel]", "(param i32) (result i32)", "SubtaskCancel async")]
    [InlineData("$root", "[backpressure-inc]", "", "BackpressureInc")]
    [InlineData("$root", "[backpressure-dec]", "", "BackpressureDec")]
    [InlineData("$root", "[context-get-0]", "(result i32)", "ContextGet")]
    [InlineData("$root", "[context-set-i32-1]", "(param i32)", "ContextSet 1")]
    [InlineData("$root", "[thread-yield]", "(result i32)", "ThreadYield")]
    [InlineData("$root", "[cancellable][thread-yield]", "(result i32)", "ThreadYield async")]
    [InlineData("env", "__wasm_get_stack_pointer", "(result i32)", "ContextGet")]
    [InlineData("env", "__wasm_set_stack_pointer", "(param i32)", "ContextSet")]
    [InlineData("$root", "[stream-new-0]g", "(result i64)", "StreamNew stream<u32>")]
    [InlineData("[export]$root", "[task-return]run", "(param i64)", "TaskReturn u64")]
    [InlineData("[export]$root", "[task-cancel]", "", "TaskCancel")]
    [InlineData("x:y/i@1.2.3", "[resource-drop]r", "(param i32)", "ResourceDrop")]
    [InlineData("x:y/i@1.2.3", "[stream-new-0]f", "(result i64)", "StreamNew stream<u8>")]
    [InlineData("x:y/i@1.2.3", "[stream-new-1]f", "(result i64)", "StreamNew stream<string>")]
    [InlineData("x:y/i@1.2.3", "[future-new-2]f", "(result i64)", "FutureNew future<stream<string>>")]
    [InlineData("x:y/i@1.2.3", "[stream-read-3]f", "(param i32 i32 i32) (result i32)", "StreamRead stream<list<u8>>")]
    [InlineData("x:y/i@1.2.3", "[async-lower][stream-read-3]f", "(param i32 i32 i32) (result i32)", "StreamRead async stream<list<u8>>")]
    [InlineData("x:y/i@1.2.3", "[async-lower][stream-write-0]f", "(param i32 i32 i32) (result i32)", "StreamWrite async stream<u8>")]
    [InlineData("x:y/i@1.2.3", "[stream-cancel-read-0]f", "(param i32) (result i32)", "StreamCancelRead stream<u8>")]
    [InlineData("x:y/i@1.2.3", "[async-lower][stream-cancel-write-0]f", "(param i32) (result i32)", "StreamCancelWrite async stream<u8>")]
    [InlineData("x:y/i@1.2.3", "[stream-drop-readable-0]f", "(param i32)", "StreamDropReadable stream<u8>")]
    [InlineData("x:y/i@1.2.3", "[stream-drop-writable-0]f", "(param i32)", "StreamDropWritable stream<u8>")]
    [InlineData("x:y/i@1.2.3", "[future-read-2]f", "(param i32 i32) (result i32)", "FutureRead future<stream<string>>")]
    [InlineData("x:y/i@1.2.3", "[async-lower][future-write-2]f", "(param i32 i32) (result i32)", "FutureWrite async future<stream<string>>")]
    [InlineData("x:y/i@1.2.3", "[future-cancel-read-2]f", "(param i32) (result i32)", "FutureCancelRead future<stream<string>>")]
    [InlineData("x:y/i@1.2.3", "[future-cancel-write-2]f", "(param i32) (result i32)", "FutureCancelWrite future<stream<string>>")]
    [InlineData("x:y/i@1.2.3", "[future-drop-readable-2]f", "(param i32)", "FutureDropReadable future<stream<string>>")]
    [InlineData("x:y/i@1.2.3", "[future-drop-writable-2]f", "(param i32)", "FutureDropWritable future<stream<string>>")]
    [InlineData("x:y/i@1.2.3", "[stream-new-unit]f", "(result i64)", "StreamNew stream")]
    [InlineData("x:y/i@1.2.3", "[future-new-unit]f", "(result i64)", "FutureNew future")]
    [InlineData("x:y/i@1.3.0", "[stream-new-0]f", "(result i64)", "StreamNew stream<u8>")]
    public void Import_OfABuiltin_IsKnown(string module, string name, string type, string expected)
    {
        var plan = ModulePlanner.Plan(WorldModule.Make(World, Import(module, name, type) + Exports));

        var builtin = Assert.IsType<Builtin>(Argument(plan));
        var parts = new[]
        {
            builtin.Kind.ToString(), builtin.IsAsync ? "async" : "", builtin.Type?.ToString() ?? "", builtin.Immediate > 0 ? $"{builtin.Immediate}" : "",
        };
        Assert.Equal(expected, string.Join(' ', parts.Where(part => part.Length > 0)));
    }

    [Fact]
    public void Import_OfTheThreadsVariables_IsASlotOfTheContext_ThatTheModuleSets()
    {
        var plan = ModulePlanner.Plan(WorldModule.Make(
            World, Import("env", "__wasm_get_tls_base", "(result i32)") + Import("$root", "[context-set-1]", "(param i32)") + Exports));

        var builtin = Assert.IsType<Builtin>(plan.Initializers.OfType<InstantiateModule>().Single().Arguments[0]);
        Assert.Equal((BuiltinKind.ContextGet, 1u), (builtin.Kind, builtin.Immediate));
    }

    [Theory]
    [InlineData("x:y/i@1.2.3", "late", "(param i32) (result i32)", false)]
    [InlineData("x:y/i@1.2.3", "[async-lower]late", "(param i32 i32) (result i32)", true)]
    [InlineData("x:y/i@1.2.0", "[async-lower]late", "(param i32 i32) (result i32)", true)]
    [InlineData("$root", "[async-lower]g", "(param i32) (result i32)", true)]
    [InlineData("$root", "g", "(param i32)", false)]
    public void Import_OfAFunction_IsLoweredAsItSays(string module, string name, string type, bool isAsync)
    {
        var plan = ModulePlanner.Plan(WorldModule.Make(World, Import(module, name, type) + Exports));

        Assert.Equal(isAsync, plan.Lowerings[Assert.IsType<LoweredFunction>(Argument(plan)).Lowering].Options.IsAsync);
    }

    [Theory]
    [InlineData("$root", "[thread-suspend]", "(result i32)", "thread.suspend")]
    [InlineData("$root", "[thread-index]", "(result i32)", "thread.index")]
    [InlineData("$root", "[thread-new-indirect-v0]", "(param i32 i32) (result i32)", "thread.new-indirect")]
    [InlineData("$root", "[cancellable][thread-suspend-then-resume]", "(param i32) (result i32)", "thread.suspend-then-resume")]
    [InlineData("$root", "[error-context-new-utf8]", "(param i32 i32) (result i32)", "error-context.new")]
    [InlineData("$root", "[error-context-drop]", "(param i32)", "error-context.drop")]
    [InlineData("$root", "[waitable-set-new]", "(param i32)", "waitable-set.new")]
    [InlineData("$root", "[async-lower][waitable-set-new]", "(result i32)", "is marked as async, and `waitable-set.new` never waits")]
    [InlineData("$root", "[cancellable][subtask-cancel]", "(param i32) (result i32)", "is marked as cancellable, and `subtask.cancel` is not")]
    [InlineData("x:y/i@1.2.3", "[async-lower][resource-drop]r", "(param i32)", "is marked as async, and `resource.drop` never waits")]
    [InlineData("x:y/i@1.2.3", "[async-lower][stream-new-0]f", "(result i64)", "is marked as async, and `stream.new` never waits")]
    [InlineData("env", "__wasm_get_tls_base", "(result i32)", "needs `[context-set-1]`, which the module does not import")]
    [InlineData("env", "__wasm_get_stack_pointer", "(result i64)", "has another type than `context.get` has")]
    [InlineData("env", "other", "(result i32)", "is neither in its world")]
    [InlineData("$root", "[context-get-2]", "(result i32)", "is neither in its world")]
    [InlineData("$root", "[context-get-i64-0]", "(result i64)", "is neither in its world")]
    [InlineData("$root", "[waitable-set-wait-i64]", "(param i32 i64) (result i32)", "is neither in its world")]
    [InlineData("x:y/i@1.2.3", "[resource-drop]r", "(result i32)", "resource.drop")]
    [InlineData("x:y/i@1.2.3", "[stream-new-4]f", "(result i64)", "is neither in its world")]
    [InlineData("x:y/i@1.2.3", "[stream-new-2]f", "(result i64)", "is neither in its world")]
    [InlineData("x:y/i@1.2.3", "[stream-new-0]none", "(result i64)", "is neither in its world")]
    [InlineData("x:y/i@1.2.3", "[async-lower]plain", "(param i32 i32) (result i32)", "is marked as async, and the function is not")]
    [InlineData("x:y/i@1.2.3", "[async-lower]late", "(param i32) (result i32)", "has another type")]
    [InlineData("x:y/i@2.0.0", "late", "(param i32) (result i32)", "is neither in its world")]
    [InlineData("[export]$root", "[task-return]none", "(param i64)", "is nothing that the world's exports have")]
    [InlineData("[export]$root", "[task-return]run", "(param i32)", "task.return")]
    public void Import_ThatCannotBeMet_IsRefused_ByItsName(string module, string name, string type, string expected)
    {
        var error = Assert.Throws<UnsupportedComponentException>(() => ModulePlanner.Plan(WorldModule.Make(World, Import(module, name, type) + Exports)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""(func (export "[async-lift-stackful]run") (param i32))""", "`[async-lift-stackful]run` is lifted without a callback")]
    [InlineData("""(func (export "[async-lift]run") (param i32) (result i32) unreachable)""", "`[callback][async-lift]run`")]
    [InlineData("""(func (export "[async-lift]run") (result i32) unreachable)""", "`[async-lift]run` has another type")]
    [InlineData("""(func (export "run") (param i32))""", "`run` has another type")]
    [InlineData("", "`run`")]
    public void Export_ThatDoesNotFit_IsRefused_ByItsName(string exports, string expected)
    {
        var error = Assert.Throws<UnsupportedComponentException>(() => ModulePlanner.Plan(WorldModule.Make(World, exports)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_OfAnAsyncFunction_WithoutBrackets_IsLiftedSynchronously()
    {
        var plan = ModulePlanner.Plan(WorldModule.Make(World, """(func (export "run") (param i32) (result i64) unreachable)"""));

        Assert.False(Assert.Single(plan.Lifted).Options.IsAsync);
    }

    [Fact]
    public void Export_ThatIsLiftedAsync_AndIsNotAsyncInTheWorld_IsRefused()
    {
        var module = WorldModule.Make("""(export "run" (func (param "n" u32) (result u64)))""", Exports);

        var error = Assert.Throws<UnsupportedComponentException>(() => ModulePlanner.Plan(module));

        Assert.Contains("in its world the function is not async", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""(import "f" (func))""", "its world has no exports, so that there is nothing to call in it")]
    [InlineData("""(export "run" (func))""", "The module exports `__wasm_task_hook`, which has to be called around every call")]
    public void Module_ThatCannotBeCalled_SaysWhy(string world, string expected)
    {
        var hook = """(func (export "run")) (func (export "__wasm_task_hook") (param i32))""";
        var module = WorldModule.Make(world, expected.Contains("hook", StringComparison.Ordinal) ? hook : "");

        var error = Assert.Throws<UnsupportedComponentException>(() => ModulePlanner.Plan(module));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Module_WithoutAWorld_OrAStart_SaysSo()
    {
        var error = Assert.Throws<UnsupportedComponentException>(() => ModulePlanner.Plan(Wasmtime.Wat.ToWasm("(module)")));

        Assert.Contains("has no `_start` and no `component-type` section", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "exports none named `memory`")]
    [InlineData("""(memory (export "memory") 1)""", "exports no `cabi_realloc`")]
    public void Module_WithoutTheMemoryThatItsTypesNeed_IsRefused(string memory, string expected)
    {
        var module = WorldModule.Make(
            """(import "f" (func (result string))) (export "run" (func))""",
            $"""(import "$root" "f" (func (param i32))) {memory} (func (export "run"))""");

        var error = Assert.Throws<UnsupportedComponentException>(() => ModulePlanner.Plan(module));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reallocs_ForEachDirection_AreToldApart()
    {
        var plan = ModulePlanner.Plan(WorldModule.Make(
            """(import "f" (func (result string))) (export "run" (func (param "s" string)))""",
            """
            (import "$root" "f" (func (param i32)))
            (memory (export "memory") 1)
            (func (export "cabi_import_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
            (func (export "cabi_export_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
            (func (export "run") (param i32 i32))
            """));

        string Realloc(CanonicalOptions options) =>
            ((CoreExport)plan.Initializers.OfType<ExtractRealloc>().Single(step => step.Slot == options.Realloc).Source).Name;
        Assert.Equal("cabi_import_realloc", Realloc(Assert.Single(plan.Lowerings).Options));
        Assert.Equal("cabi_export_realloc", Realloc(Assert.Single(plan.Lifted).Options));
    }

    private static string Import(string module, string name, string type) => $"""(import "{module}" "{name}" (func {type})) """;

    private static CoreItem Argument(LinkPlan plan) => Assert.Single(plan.Initializers.OfType<InstantiateModule>().Single().Arguments);
}
