using Whorl.Components.Linking;
using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;
using Whorl.Wasmtime;

namespace Whorl.Components.Modules;

/// <summary>
/// Finds what a core module imports, by the names that bindings generators use: functions and resources of its world's imports, built-ins
/// for what its world exports, and WASI preview 1.
/// </summary>
/// <param name="context">The module.</param>
internal sealed class ModuleImports(CoreModuleContext context)
{
    private const string CompilerModule = "env";
    private const string TaskReturn = "task-return";
    private const string TaskCancel = "task-cancel";

    private readonly WorldImports _imports = WorldImports.Create(context.World, CalledImports(context), context.Builder, context.Types);
    private readonly bool _usesThreadSlot = context.Type.Imports.Keys.Any(import => context.NameOf(import.Module, import.Name)
        is { Interface: "", Item.Word: "context-get-1" or "context-get-i32-1" or "context-set-1" or "context-set-i32-1" });

    private readonly Transfers _transfers = new(context.Builder);
    private readonly Dictionary<(string Key, string Function), ComponentFuncType?> _exported = [];

    /// <summary>What meets an import.</summary>
    /// <param name="module">The first part of its name.</param>
    /// <param name="name">The second part.</param>
    /// <param name="type">Its type.</param>
    /// <param name="exported">The resources that each exported interface defines.</param>
    /// <exception cref="UnsupportedComponentException">Nothing does, or it cannot be run.</exception>
    public CoreItem Resolve(
        string module, string name, CoreExternType type, IReadOnlyDictionary<string, Dictionary<string, ResourceType>> exported)
    {
        if (type is not CoreFunctionExtern function)
        {
            throw Unknown(module, name, $"is a {type.Noun}; a component can give a module functions only");
        }

        var coreType = CoreModuleContext.ToFuncType(
            function.Type, value => Unknown(module, name, $"takes or gives a {value}; a component passes numbers only"));
        if (WasmBinary.Preview1Modules.Contains(module))
        {
            var preview1 = Preview1Function(name, coreType);

            // A library's start-up code asks for its environment when it is first called, and that may be for memory.
            return context.Builder.Lower(preview1.Function, preview1.Type, context.ImportOptions, coreType, isWithin: true);
        }

        if (module == CompilerModule && ModuleBuiltins.OfTheCompiler(name, context.ImportOptions) is { } slot)
        {
            return slot.Immediate != ModuleBuiltins.ThreadSlot || _usesThreadSlot
                ? Checked(slot, default, module, name, coreType)
                : throw Unknown(module, name, "needs `[context-set-1]`, which the module does not import: make a component of it, or build it without thread-local variables");
        }

        var parsed = context.NameOf(module, name);
        if (parsed.IsOfExports)
        {
            var builtin = OfAnExport(parsed, exported) ?? throw Unknown(module, name, $"is nothing that the world's exports have{Hint(parsed)}");
            return Checked(builtin, parsed.Item, module, name, coreType);
        }

        return OfAnImport(parsed) switch
        {
            Builtin builtin => Checked(builtin, parsed.Item, module, name, coreType),
            LoweringRequest lowering => Lower(lowering, module, name, coreType),
            _ => throw Unknown(module, name, $"is neither in its world nor in WASI preview 1{Hint(parsed)}"),
        };
    }

    /// <returns>A <see cref="Builtin"/>, a <see cref="LoweringRequest"/>, or null.</returns>
    private object? OfAnImport(ImportName name)
    {
        var item = name.Item;
        if (name is { IsStandard: false, Interface: "" } && ModuleBuiltins.OfTheInstance(item, context.ImportOptions) is { } builtin)
        {
            return builtin;
        }

        if (item.Word == IntrinsicName.ResourceDrop)
        {
            return ResourceOf(Find(item.Subject)) is { } resource ? ModuleBuiltins.OfAResource(BuiltinKind.ResourceDrop, resource, context.ImportOptions) : null;
        }

        return item.Word.Length == 0
            ? Find(item.Subject) is FunctionItem function ? new LoweringRequest(function, item.IsAsync) : null
            : ModuleBuiltins.OfATransfer(item, f => (Find(f) as FunctionItem)?.Type, _transfers, context.ImportOptions);

        PlanItem? Find(string member) => name.Interface.Length == 0 ? _imports.Find(member)
            : name.FindInterface(context.World.Imports) is { } key ? _imports.Find(key, member) : null;
    }

    private Builtin? OfAnExport(ImportName name, IReadOnlyDictionary<string, Dictionary<string, ResourceType>> exported)
    {
        var key = name.Interface.Length == 0 ? "" : name.FindInterface(context.World.Exports);
        if (key is null)
        {
            return null;
        }

        var parsed = name.Item;
        var resource = exported.GetValueOrDefault(key)?.GetValueOrDefault(parsed.Subject);
        return parsed.Word switch
        {
            IntrinsicName.ResourceNew when resource is not null => ModuleBuiltins.OfAResource(BuiltinKind.ResourceNew, resource, context.ExportOptions),
            IntrinsicName.ResourceRep when resource is not null => ModuleBuiltins.OfAResource(BuiltinKind.ResourceRep, resource, context.ExportOptions),
            IntrinsicName.ResourceDrop when resource is not null => ModuleBuiltins.OfAResource(BuiltinKind.ResourceDrop, resource, context.ExportOptions),
            TaskReturn => FindExported(parsed.Subject) is { } function ? ModuleBuiltins.TaskReturn(function, context.ExportOptions) : null,
            TaskCancel when parsed.Subject.Length == 0 => ModuleBuiltins.TaskCancel(context.ExportOptions),
            _ => ModuleBuiltins.OfATransfer(parsed, FindExported, _transfers, context.ExportOptions),
        };

        ComponentFuncType? FindExported(string function)
        {
            if (!_exported.TryGetValue((key, function), out var found))
            {
                var items = key.Length == 0 ? context.World.Exports
                    : context.World.Exports.TryGet(key, out var export) && export is InstanceExtern instance ? instance.Type.Exports : null;
                found = items is not null && items.TryGet(function, out var item) && item is FuncExtern f ? context.Types.Apply(f.Type) : null;
                _exported.Add((key, function), found);
            }

            return found;
        }
    }

    private static ResourceType? ResourceOf(PlanItem? item) => item is TypeItem { Type: ResourceName resource } ? resource.Resource : null;

    private static Builtin Checked(Builtin builtin, IntrinsicName item, string module, string name, FuncType coreType)
    {
        if (item.IsAsync && !ModuleBuiltins.CanBeAsync(builtin.Kind))
        {
            throw Unknown(module, name, $"is marked as async, and `{BuiltinNames.Of(builtin.Kind)}` never waits");
        }

        if (item.IsCancellable && !ModuleBuiltins.CanBeCancellable(builtin.Kind))
        {
            throw Unknown(module, name, $"is marked as cancellable, and `{BuiltinNames.Of(builtin.Kind)}` is not");
        }

        return CoreModuleContext.IsSame(builtin.CoreType, coreType)
            ? builtin
            : throw Unknown(module, name, $"has another type than `{BuiltinNames.Of(builtin.Kind)}` has");
    }

    private LoweredFunction Lower(LoweringRequest request, string module, string name, FuncType coreType)
    {
        var type = request.Function.Type;
        if (request.IsAsync && !type.IsAsync)
        {
            throw Unknown(module, name, $"is marked as async, and the function is not: it is `{type.Signature}`");
        }

        if (!CoreModuleContext.IsSame(FlatSignature.OfLower(type, request.IsAsync), coreType))
        {
            throw Unknown(module, name, $"has another type than `{type.Signature}` needs");
        }

        var limit = request.IsAsync ? FlatSignature.MaxAsyncParameters : FlatSignature.MaxParameters;
        CoreModuleContext.Require(
            $"The core module's import `{name}` of `{module}`",
            context.ImportOptions,
            needsMemory: type.Parameters.Any(p => p.Type.NeedsMemory) || FlatSignature.HasSpilledParameters(type, limit)
                || (request.IsAsync ? type.Result is not null : FlatSignature.HasSpilledResult(type)),
            needsRealloc: type.Result is { NeedsMemory: true });
        return context.Builder.Lower(request.Function.Function, type, context.ImportOptions with { IsAsync = request.IsAsync }, coreType);
    }

    // Preview 1 speaks in flat values and addresses, which a component function of the same shape passes on as they are.
    private FunctionItem Preview1Function(string name, FuncType type)
    {
        var signature = new ComponentFuncType(
            [.. type.Parameters.Select((kind, i) => new FuncParameter($"p{i}", ToNumber(kind)))],
            type.Results is [var result] ? ToNumber(result) : null,
            isAsync: false);
        var import = new ImportedFunction(WasmBinary.Preview1Modules[0], name, signature);
        context.Builder.Declare(import);
        return new FunctionItem(signature, () => context.Builder.ImportFunction(import));
    }

    private static PrimitiveType ToNumber(ValKind kind) => kind switch
    {
        ValKind.I32 => PrimitiveType.U32,
        ValKind.I64 => PrimitiveType.U64,
        ValKind.F32 => PrimitiveType.F32,
        _ => PrimitiveType.F64,
    };

    /// <summary>The names of the world's imports that the module uses.</summary>
    private static HashSet<string> CalledImports(CoreModuleContext context)
    {
        var called = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (module, name) in context.Type.Imports.Keys)
        {
            var parsed = context.NameOf(module, name);
            if (!parsed.IsOfExports && (parsed.Interface.Length == 0 ? parsed.Item.Subject : parsed.FindInterface(context.World.Imports)) is { } item)
            {
                called.Add(item);
            }
        }

        return called;
    }

    // What is likely to be wrong with a name of the scheme `cm32p2`.
    private string Hint(ImportName name)
    {
        if (!name.IsStandard)
        {
            return "";
        }

        var old = IntrinsicName.Parse(name.Item.Subject);
        if (old.IsAsync || old.IsCancellable || old.Word.Length > 0)
        {
            return $"; the scheme `{ImportName.Scheme}` has no names for built-ins and functions of async, and for these the older names are read";
        }

        var written = InterfaceName.Parse(name.Interface);
        return (name.IsOfExports ? context.World.Exports : context.World.Imports).Select(item => item.Key)
            .FirstOrDefault(key => InterfaceName.Parse(key).Base == written.Base && ImportName.StandardNameOf(key) != name.Interface) is { } other
                ? $"; `{other}` is, and the scheme `{ImportName.Scheme}` calls it `{ImportName.StandardNameOf(other)}`"
                : "";
    }

    private static UnsupportedComponentException Unknown(string module, string name, string why) =>
        new($"The core module's import `{name}` of `{module}` {why}.");

    private sealed record LoweringRequest(FunctionItem Function, bool IsAsync);
}
