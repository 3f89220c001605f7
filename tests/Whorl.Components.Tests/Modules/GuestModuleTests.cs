using Whorl.Components.Binary;
using Whorl.Components.Linking;
using Whorl.Components.Modules;

namespace Whorl.Components.Tests.Modules;

/// <summary>A core module with a world is planned as the component that the reference tool makes of it.</summary>
public sealed class GuestModuleTests
{
    public static TheoryData<string> Guests => ["candidate", "capabilities", "capabilities3", "fixture", "grants", "middleware", "service", "sockets", "standard", "wasi", "wasi3"];

    [Theory]
    [MemberData(nameof(Guests))]
    public void Plan_OfAModule_MeetsItsImportsAsTheComponentDoes(string guest)
    {
        var (module, component) = Plans(guest);

        Assert.Equal(Imports(component), Imports(module));
    }

    [Theory]
    [MemberData(nameof(Guests))]
    public void Plan_OfAModule_LiftsWhatTheComponentLifts(string guest)
    {
        var (module, component) = Plans(guest);

        Assert.Equal(Lifted(component), Lifted(module));
        Assert.Equal(Exports(component.Exports), Exports(module.Exports));
    }

    [Theory]
    [InlineData("capabilities", false)]
    [InlineData("capabilities3", true)]
    public void CapabilityGuest_CallsEveryFunction_OfTheInterfacesThatItImports(string guest, bool isAsync)
    {
        var plan = ModulePlanner.Plan(File.ReadAllBytes(Path.ChangeExtension(SampleComponents.Guest(guest), ".module.wasm")));

        Assert.DoesNotContain(plan.UnusedImports, import => !IsHttp(import) && import.Type.IsAsync == isAsync);
        Assert.Contains(plan.Imports, import => import.Interface.StartsWith("spin:", StringComparison.Ordinal) && import.Type.IsAsync == isAsync);
    }

    // How the guest is asked and answers.
    private static bool IsHttp(ImportedFunction import) => import.Interface.Split('/')[0] is "wasi:http" or "wasi:io";

    private static (LinkPlan Module, LinkPlan Component) Plans(string guest)
    {
        var path = SampleComponents.Guest(guest);
        return (ModulePlanner.Plan(File.ReadAllBytes(Path.ChangeExtension(path, ".module.wasm"))),
            Planner.Plan(ComponentBinary.Decode(File.ReadAllBytes(path)), ImportBindings.None));
    }

    /// <summary>What the module with the guest's code is given, in the order of its imports.</summary>
    private static List<string> Imports(LinkPlan plan)
    {
        var main = plan.Initializers.OfType<InstantiateModule>().First(step => plan.Modules[step.Module].Type!.Exports.Keys.Any(name => name is "memory" or "cm32p2_memory"));
        return [.. plan.Modules[main.Module].Type!.Imports.Keys.Zip(main.Arguments, (import, item) => $"{import.Module} {import.Name}: {Text(plan, item)}")];
    }

    // Which of memory and allocator a function is given when it needs neither makes no difference.
    private static string Text(LinkPlan plan, CoreItem item)
    {
        switch (item)
        {
            case LoweredFunction lowered:
                var lowering = plan.Lowerings[lowered.Lowering];
                var import = plan.Imports[((HostProvided)lowering.Target).Import];
                return $"{import.Interface} {import.Name} {lowering.Type} async {lowering.Options.IsAsync} {lowering.CoreType}";
            case Builtin builtin:
                var encoding = builtin.Options?.Encoding ?? StringEncoding.Utf8;
                return $"{builtin.Kind} {builtin.Resource} {builtin.Type} async {builtin.IsAsync} {builtin.Immediate} {encoding} {Flat(builtin.CoreType)}";
            default:
                return item.ToString();
        }
    }

    private static List<string> Lifted(LinkPlan plan) =>
        [.. plan.Lifted.Select(l => $"{((CoreExport)l.Callee).Name} {l.Type} async {l.Options.IsAsync} callback {Callback(plan, l)} post {PostReturn(plan, l)} {Flat(l.CoreType)}").Order()];

    private static string? Callback(LinkPlan plan, LiftedFunction lifted) => lifted.Options.Callback is { } slot
        ? ((CoreExport)plan.Initializers.OfType<ExtractCallback>().Single(step => step.Slot == slot).Source).Name
        : null;

    private static string? PostReturn(LinkPlan plan, LiftedFunction lifted) => lifted.Options.PostReturn is { } slot
        ? ((CoreExport)plan.Initializers.OfType<ExtractPostReturn>().Single(step => step.Slot == slot).Source).Name
        : null;

    private static string Flat(Wasmtime.FuncType type) => $"({string.Join(' ', type.Parameters)}) -> ({string.Join(' ', type.Results)})";

    private static List<string> Exports(ExportTree exports, string path = "") =>
        [.. exports.OrderBy(e => e.Key, StringComparer.Ordinal).SelectMany(e => e.Value is InstanceExport instance
            ? Exports(instance.Exports, $"{path}{e.Key}/")
            : [$"{path}{e.Key}: {(e.Value is FunctionExport f ? f.Type.Signature : e.Value.GetType().Name)}"])];
}
