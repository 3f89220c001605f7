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
    private const string RootModule = "$root";
    private const string ExportMark = "[export]";
    private const string ResourceDrop = "resource-drop";
    private const string ResourceNew = "resource-new";
    private const string ResourceRep = "resource-rep";
    private const string TaskReturn = "task-return";
    private const string TaskCancel = "task-cancel";

    private readonly WorldImports _imports = WorldImports.Create(context.World, CalledImports(context), context.Builder, context.Types);
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
            return context.Builder.Lower(preview1.Function, preview1.Type, context.ImportOptions, coreType);
        }

        if (module.StartsWith(ExportMark, StringComparison.Ordinal))
        {
            var builtin = OfAnExport(module[ExportMark.Length..], name, exported)
                ?? throw Unknown(module, name, "is nothing that the world's exports have");
            return Checked(builtin, module, name, coreType);
        }

        return OfAnImport(module, name) switch
        {
            Builtin builtin => Checked(builtin, module, name, coreType),
            LoweringRequest lowering => Lower(lowering, module, name, coreType),
            _ => throw Unknown(module, name, "is neither in its world nor in WASI preview 1"),
        };
    }

    /// <returns>A <see cref="Builtin"/>, a <see cref="LoweringRequest"/>, or null.</returns>
    private object? OfAnImport(string module, string name)
    {
        var isRoot = module == RootModule;
        var parsed = IntrinsicName.Parse(name);
        if (isRoot && ModuleBuiltins.OfTheInstance(parsed, context.ImportOptions) is { } builtin)
        {
            return builtin;
        }

        if (parsed.Word == ResourceDrop)
        {
            return ResourceOf(Find(parsed.Subject)) is { } resource ? ModuleBuiltins.OfAResource(BuiltinKind.ResourceDrop, resource, context.ImportOptions) : null;
        }

        return parsed.Word.Length == 0
            ? Find(parsed.Subject) is FunctionItem function ? new LoweringRequest(function, parsed.IsAsync) : null
            : ModuleBuiltins.OfATransfer(parsed, f => (Find(f) as FunctionItem)?.Type, _transfers, context.ImportOptions);

        PlanItem? Find(string item) => isRoot ? _imports.Find(item) : FindCompatible(context.World.Imports, module) is { } key ? _imports.Find(key, item) : null;
    }

    private Builtin? OfAnExport(string module, string name, IReadOnlyDictionary<string, Dictionary<string, ResourceType>> exported)
    {
        var key = module == RootModule ? "" : FindCompatible(context.World.Exports, module) ?? module;
        var parsed = IntrinsicName.Parse(name);
        var resource = exported.GetValueOrDefault(key)?.GetValueOrDefault(parsed.Subject);
        return parsed.Word switch
        {
            ResourceNew when resource is not null => ModuleBuiltins.OfAResource(BuiltinKind.ResourceNew, resource, context.ExportOptions),
            ResourceRep when resource is not null => ModuleBuiltins.OfAResource(BuiltinKind.ResourceRep, resource, context.ExportOptions),
            ResourceDrop when resource is not null => ModuleBuiltins.OfAResource(BuiltinKind.ResourceDrop, resource, context.ExportOptions),
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

    private static Builtin Checked(Builtin builtin, string module, string name, FuncType coreType) => CoreModuleContext.IsSame(builtin.CoreType, coreType)
        ? builtin
        : throw Unknown(module, name, $"has another type than `{BuiltinNames.Of(builtin.Kind)}` has");

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
            var item = module == RootModule ? IntrinsicName.Parse(name).Subject : FindCompatible(context.World.Imports, module);
            if (item is not null)
            {
                called.Add(item);
            }
        }

        return called;
    }

    // Bindings may have been generated from another release of the interface than the world names.
    private static string? FindCompatible(ExternTypes items, string name)
    {
        if (items.TryGet(name, out _))
        {
            return name;
        }

        var wanted = InterfaceName.Parse(name);
        return wanted.Version.Length == 0
            ? null
            : items.Select(item => item.Key).FirstOrDefault(key => key.Contains('@', StringComparison.Ordinal) && InterfaceName.Parse(key).Meets(wanted));
    }

    private static UnsupportedComponentException Unknown(string module, string name, string why) =>
        new($"The core module's import `{name}` of `{module}` {why}.");

    private sealed record LoweringRequest(FunctionItem Function, bool IsAsync);
}
