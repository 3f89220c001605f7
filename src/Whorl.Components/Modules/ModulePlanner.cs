using System.Collections.Immutable;
using Whorl.Components.Binary;
using Whorl.Components.Linking;
using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;
using Whorl.Components.Validation;
using Whorl.Wasmtime;
using ExternType = Whorl.Components.Types.ExternType;

namespace Whorl.Components.Modules;

/// <summary>
/// Plans a core module as the component that it stands for, without making that component: its imports are functions of its world
/// or of WASI preview 1, its exports those of its world or a preview 1 program's start. The names are those that bindings generators use.
/// </summary>
internal sealed class ModulePlanner
{
    private const int Component = 0;
    private const int Instance = 0;
    private const string MemoryName = "memory";
    private const string ReallocName = "cabi_realloc";
    private const string PostReturnPrefix = "cabi_post_";
    private const string InitializeName = "_initialize";
    private const string StartName = "_start";
    private const string RootModule = "$root";
    private const string ExportModulePrefix = "[export]";
    private const string DropPrefix = "[resource-drop]";
    private const string NewPrefix = "[resource-new]";
    private const string RepPrefix = "[resource-rep]";

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly CoreModuleType _type;
    private readonly World _world;
    private readonly PlanBuilder _builder = new();
    private readonly TypeSubstitution _types = new();
    private readonly CanonicalOptions _options;
    private readonly WorldImports _imports;

    private ModulePlanner(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        _type = CoreModuleReader.Read(bytes, 0, new CoreTypeInterner());
        _world = WorldSections.Read(bytes);
        _builder.AddComponentInstance(parent: -1);
        var called = _type.Imports.Keys.Select(import => import.Module == RootModule ? import.Name : import.Module).ToHashSet(StringComparer.Ordinal);
        _imports = WorldImports.Create(_world, called, _builder, _types);
        _options = new CanonicalOptions(
            _world.Encoding,
            Memory: Has<CoreMemoryExtern>(MemoryName) ? 0 : null,
            Realloc: Has<CoreFunctionExtern>(ReallocName) ? 0 : null,
            PostReturn: null,
            Callback: null,
            IsAsync: false,
            Component);
    }

    /// <summary>Plans a core module.</summary>
    /// <exception cref="InvalidComponentException">The module or its world is malformed.</exception>
    /// <exception cref="UnsupportedComponentException">The module asks for something that its world does not have, or offers nothing.</exception>
    public static LinkPlan Plan(ReadOnlyMemory<byte> module) => new ModulePlanner(module).Run();

    private LinkPlan Run()
    {
        // The exported interfaces' resources come first: the module imports what makes and drops their handles.
        var interfaces = _world.Exports.ToDictionary(export => export.Key, export => BindResources(export.Key, export.Value), StringComparer.Ordinal);
        ImmutableArray<CoreItem> arguments = [.. _type.Imports.Select(import => Resolve(import.Key.Module, import.Key.Name, import.Value, interfaces))];
        _builder.Instantiate(
            new ModuleItem(new EmbeddedModule(_bytes, _type), name: null), arguments, Component, Has<CoreFunctionExtern>(InitializeName) ? InitializeName : null);
        if (_options.Memory is not null)
        {
            _builder.Memory(new CoreExport(Instance, MemoryName));
        }

        if (_options.Realloc is not null)
        {
            _builder.Realloc(new CoreExport(Instance, ReallocName));
        }

        List<KeyValuePair<string, PlanExport>> exports = [.. _world.Exports.Select(export => KeyValuePair.Create(export.Key, Export(export.Key, export.Value)))];
        if (Has<CoreFunctionExtern>(StartName))
        {
            exports.Add(KeyValuePair.Create<string, PlanExport>(StartName, Lift(StartName, new ComponentFuncType([], null, isAsync: false))));
        }

        return exports.Count > 0
            ? _builder.Build(new ExportTree(exports))
            : throw new UnsupportedComponentException(
                $"The core module has no `component-type` section and no `{StartName}`, so that there is nothing to call in it.");
    }

    private bool Has<T>(string export)
        where T : CoreExternType => _type.Exports.TryGetValue(export, out var type) && type is T;

    private Dictionary<string, ResourceType> BindResources(string name, ExternType export)
    {
        var bound = new Dictionary<string, ResourceType>(StringComparer.Ordinal);
        if (export is not InstanceExtern instance)
        {
            return bound;
        }

        foreach (var (member, type) in instance.Type.Exports)
        {
            if (type is TypeExtern { Created: ResourceName resource } && !_types.Contains(resource.Resource))
            {
                var destructor = $"{name}#[dtor]{member}";
                var defined = _builder.DefineResource(Has<CoreFunctionExtern>(destructor) ? new CoreExport(Instance, destructor) : null, Component);
                defined.NameOnce(member);
                _types.Map(resource.Resource, defined);
                bound.Add(member, defined);
            }
        }

        return bound;
    }

    private CoreItem Resolve(string module, string name, CoreExternType type, Dictionary<string, Dictionary<string, ResourceType>> exported)
    {
        if (type is not CoreFunctionExtern function)
        {
            throw Unknown(module, name, $"is a {type.Noun}; a component can give a module functions only");
        }

        var coreType = ToFuncType(module, name, function.Type);
        if (WasmBinary.Preview1Modules.Contains(module))
        {
            return Lower(Preview1Function(name, coreType), module, name, coreType);
        }

        if (module.StartsWith(ExportModulePrefix, StringComparison.Ordinal))
        {
            var resources = exported.GetValueOrDefault(module[ExportModulePrefix.Length..]) ?? [];
            return Handle(BuiltinKind.ResourceNew, NewPrefix, name, coreType, resources.GetValueOrDefault)
                ?? Handle(BuiltinKind.ResourceRep, RepPrefix, name, coreType, resources.GetValueOrDefault)
                ?? Handle(BuiltinKind.ResourceDrop, DropPrefix, name, coreType, resources.GetValueOrDefault)
                ?? throw Unknown(module, name, "is nothing that the world's exports have");
        }

        var isRoot = module == RootModule;
        if (Handle(BuiltinKind.ResourceDrop, DropPrefix, name, coreType, r => ResourceOf(isRoot ? _imports.Find(r) : _imports.Find(module, r))) is { } drop)
        {
            return drop;
        }

        return (isRoot ? _imports.Find(name) : _imports.Find(module, name)) is FunctionItem item
            ? Lower(item, module, name, coreType)
            : throw Unknown(module, name, "is neither in its world nor in WASI preview 1");
    }

    private static ResourceType? ResourceOf(PlanItem? item) => item is TypeItem { Type: ResourceName resource } ? resource.Resource : null;

    private static Builtin? Handle(BuiltinKind kind, string prefix, string name, FuncType coreType, Func<string, ResourceType?> find) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && find(name[prefix.Length..]) is { } resource
            ? new Builtin(kind, resource, Component, coreType)
            : null;

    private LoweredFunction Lower(FunctionItem item, string module, string name, FuncType coreType)
    {
        var expected = FlatSignature.OfLower(item.Type, isAsync: false);
        return expected.Parameters.SequenceEqual(coreType.Parameters) && expected.Results.SequenceEqual(coreType.Results)
            ? _builder.Lower(item.Function, item.Type, _options, coreType)
            : throw Unknown(module, name, $"has another type than `{item.Type.Signature}` needs");
    }

    // Preview 1 speaks in flat values and addresses, which a component function of the same shape passes on as they are.
    private FunctionItem Preview1Function(string name, FuncType type)
    {
        var signature = new ComponentFuncType(
            [.. type.Parameters.Select((kind, i) => new FuncParameter($"p{i}", ToNumber(kind)))],
            type.Results is [var result] ? ToNumber(result) : null,
            isAsync: false);
        var import = new ImportedFunction(WasmBinary.Preview1Modules[0], name, signature);
        _builder.Declare(import);
        return new FunctionItem(signature, () => _builder.ImportFunction(import));
    }

    private static PrimitiveType ToNumber(ValKind kind) => kind switch
    {
        ValKind.I32 => PrimitiveType.U32,
        ValKind.I64 => PrimitiveType.U64,
        ValKind.F32 => PrimitiveType.F32,
        _ => PrimitiveType.F64,
    };

    private PlanExport Export(string name, ExternType type) => type switch
    {
        FuncExtern function => Lift(name, _types.Apply(function.Type)),
        InstanceExtern instance => new InstanceExport(new ExportTree(instance.Type.Exports.Select(
            member => KeyValuePair.Create(member.Key, ExportMember(name, member.Key, member.Value))))),
        _ => ExportType(type),
    };

    private PlanExport ExportMember(string interfaceName, string name, ExternType type) =>
        type is FuncExtern function ? Lift($"{interfaceName}#{name}", _types.Apply(function.Type)) : ExportType(type);

    private PlanExport ExportType(ExternType type) => type is TypeExtern item
        ? _types.Apply(item.Created) switch
        {
            ResourceName resource => new ResourceExport(resource.Resource),
            ComponentType value => new ValueTypeExport(value),
            _ => new OtherTypeExport(),
        }
        : new OtherTypeExport();

    private FunctionExport Lift(string coreName, ComponentFuncType type)
    {
        if (!_type.Exports.TryGetValue(coreName, out var export) || export is not CoreFunctionExtern function)
        {
            throw new UnsupportedComponentException(
                $"The module's world has the export `{coreName}`, and the module does not export it as a function. Build it for the world that it is.");
        }

        var flat = FlatSignature.OfLift(type, isAsync: false, hasCallback: false);
        var actual = ToFuncType("its exports", coreName, function.Type);
        if (!flat.Parameters.SequenceEqual(actual.Parameters) || !flat.Results.SequenceEqual(actual.Results))
        {
            throw new UnsupportedComponentException($"The module's export `{coreName}` has another type than `{type.Signature}` needs.");
        }

        var post = PostReturnPrefix + coreName;
        var options = Has<CoreFunctionExtern>(post) ? _options with { PostReturn = _builder.PostReturn(new CoreExport(Instance, post)) } : _options;
        return new FunctionExport(_builder.Lift(new CoreExport(Instance, coreName), type, options, flat), type);
    }

    private static FuncType ToFuncType(string module, string name, CoreType type)
    {
        return new FuncType([.. type.Parameters.Select(Kind)], [.. type.Results.Select(Kind)]);

        ValKind Kind(CoreValueType value) => value == CoreValueType.I32 ? ValKind.I32
            : value == CoreValueType.I64 ? ValKind.I64
            : value == CoreValueType.F32 ? ValKind.F32
            : value == CoreValueType.F64 ? ValKind.F64
            : throw Unknown(module, name, $"takes or gives a {value}; a component passes numbers only");
    }

    private static UnsupportedComponentException Unknown(string module, string name, string why) =>
        new($"The core module's import `{name}` of `{module}` {why}.");
}
