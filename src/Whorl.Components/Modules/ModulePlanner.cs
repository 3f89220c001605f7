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
    private const int Component = CoreModuleContext.Component;
    private const int Instance = 0;
    private const string AsyncPrefix = "[async-lift]";
    private const string StackfulPrefix = "[async-lift-stackful]";
    private const string CallbackPrefix = "[callback]";
    private const string TaskHookName = "__wasm_task_hook";
    private const string StartName = "_start";

    private static readonly FuncType s_callback = new([ValKind.I32, ValKind.I32, ValKind.I32], [ValKind.I32]);

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly CoreModuleContext _context;

    private ModulePlanner(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        var type = CoreModuleReader.Read(bytes, 0, new CoreTypeInterner());
        var world = WorldSections.Read(bytes);
        _context = ReferenceEquals(world, World.Empty) && FirstSdk.Made(type)
            ? new CoreModuleContext(type, FirstSdk.WorldOf(type)) { IsOfFirstSdk = true }
            : new CoreModuleContext(type, world);
    }

    private PlanBuilder Builder => _context.Builder;

    /// <summary>Plans a core module.</summary>
    /// <exception cref="InvalidComponentException">The module or its world is malformed.</exception>
    /// <exception cref="UnsupportedComponentException">The module asks for something that its world does not have, or offers nothing.</exception>
    public static LinkPlan Plan(ReadOnlyMemory<byte> module) => new ModulePlanner(module).Run();

    private LinkPlan Run()
    {
        if (_context.Exports.HasFunction(TaskHookName))
        {
            throw new UnsupportedComponentException(
                $"The module exports `{TaskHookName}`, which has to be called around every call, and only the tool that makes components of modules sees to that: make a component of it.");
        }

        Builder.AddComponentInstance(parent: -1);
        var world = _context.World;
        var imports = new ModuleImports(_context);

        // The exported interfaces' resources come before the imports: the module imports what makes and drops their handles.
        var resources = world.Exports.ToDictionary(export => export.Key, export => BindResources(export.Key, export.Value), StringComparer.Ordinal);
        ImmutableArray<CoreItem> arguments =
            [.. _context.Type.Imports.Select(import => imports.Resolve(import.Key.Module, import.Key.Name, import.Value, resources))];
        Builder.Instantiate(new ModuleItem(new EmbeddedModule(_bytes, _context.Type), name: null), arguments, Component, _context.Exports.Initialize);
        _context.ExtractSlots();

        List<KeyValuePair<string, PlanExport>> exports = [.. world.Exports.Select(export => KeyValuePair.Create(export.Key, Export(export.Key, export.Value)))];
        if (_context.Exports.HasFunction(StartName) && !_context.IsOfFirstSdk)
        {
            exports.Add(KeyValuePair.Create<string, PlanExport>(StartName, Lift("", StartName, new ComponentFuncType([], null, isAsync: false))));
        }

        return exports.Count > 0
            ? Builder.Build(new ExportTree(exports))
            : throw new UnsupportedComponentException(
                $"The core module has no `{StartName}` and {(world == World.Empty ? "no `component-type` section" : "its world has no exports")}, so that there is nothing to call in it.");
    }

    private Dictionary<string, ResourceType> BindResources(string name, ExternType export)
    {
        var bound = new Dictionary<string, ResourceType>(StringComparer.Ordinal);
        if (export is not InstanceExtern instance)
        {
            return bound;
        }

        foreach (var (member, type) in instance.Type.Exports)
        {
            if (type is TypeExtern { Created: ResourceName resource } && !_context.Types.Contains(resource.Resource))
            {
                var destructor = _context.Exports.Destructor(name, member);
                var defined = Builder.DefineResource(destructor is null ? null : new CoreExport(Instance, destructor), Component);
                defined.NameOnce(member);
                _context.Types.Map(resource.Resource, defined);
                bound.Add(member, defined);
            }
        }

        return bound;
    }

    private PlanExport Export(string name, ExternType type) => type switch
    {
        FuncExtern function => Lift("", name, _context.Types.Apply(function.Type)),
        InstanceExtern instance => new InstanceExport(new ExportTree(instance.Type.Exports.Select(
            member => KeyValuePair.Create(member.Key, ExportMember(name, member.Key, member.Value))))),
        _ => ExportType(type),
    };

    private PlanExport ExportMember(string interfaceName, string name, ExternType type) =>
        type is FuncExtern function ? Lift(interfaceName, name, _context.Types.Apply(function.Type)) : ExportType(type);

    private PlanExport ExportType(ExternType type) => type is TypeExtern item
        ? _context.Types.Apply(item.Created) switch
        {
            ResourceName resource => new ResourceExport(resource.Resource),
            ComponentType value => new ValueTypeExport(value),
            _ => new OtherTypeExport(),
        }
        : new OtherTypeExport();

    private FunctionExport Lift(string interfaceName, string name, ComponentFuncType type)
    {
        var exports = _context.Exports;
        var old = ModuleExports.OldNameOf(interfaceName, name);
        if (exports.HasFunction(AsyncPrefix + old))
        {
            return LiftAsync(AsyncPrefix + old, type);
        }

        if (exports.HasFunction(StackfulPrefix + old))
        {
            throw new UnsupportedComponentException(
                $"The module's export `{StackfulPrefix}{old}` is lifted without a callback (a stackful lift), which needs a stack of its own for each "
                + $"call. That is not supported: build the guest so that it exports `{AsyncPrefix}{old}`, with a callback, or `{old}`.");
        }

        var flat = FlatSignature.OfLift(type, isAsync: false, hasCallback: false);
        var found = exports.Function(interfaceName, name) ?? throw Missing($"`{old}` or `{ModuleExports.StandardNameOf(interfaceName, name)}`");
        CheckExport(found, flat, type);
        Require(found, type, FlatSignature.HasSpilledResult(type) || type.Result is { NeedsMemory: true });
        var options = _context.ExportOptions;
        if (exports.PostReturn(interfaceName, name) is { } post)
        {
            CheckExport(post, new FuncType(flat.Results, []), type);
            options = options with { PostReturn = Builder.PostReturn(new CoreExport(Instance, post)) };
        }

        return new FunctionExport(Builder.Lift(new CoreExport(Instance, found), type, options, flat), type);
    }

    private FunctionExport LiftAsync(string name, ComponentFuncType type)
    {
        if (!type.IsAsync)
        {
            throw new UnsupportedComponentException($"The module exports `{name}`, and in its world the function is not async: it is `{type.Signature}`.");
        }

        var flat = FlatSignature.OfLift(type, isAsync: true, hasCallback: true);
        CheckExport(name, flat, type);
        CheckExport(CallbackPrefix + name, s_callback, type);
        Require(name, type, type.Result is { } result && (result.NeedsMemory || result.FlatTypes.Length > FlatSignature.MaxParameters));
        var options = _context.ExportOptions with { IsAsync = true, Callback = Builder.Callback(new CoreExport(Instance, CallbackPrefix + name)) };
        return new FunctionExport(Builder.Lift(new CoreExport(Instance, name), type, options, flat), type);
    }

    private void Require(string name, ComponentFuncType type, bool givesMemory)
    {
        var takesMemory = type.Parameters.Any(p => p.Type.NeedsMemory) || FlatSignature.HasSpilledParameters(type);
        CoreModuleContext.Require($"The module's export `{name}`", _context.ExportOptions, givesMemory, takesMemory);
    }

    private void CheckExport(string name, FuncType expected, ComponentFuncType type)
    {
        var actual = _context.Exports.TypeOf(name) ?? throw Missing($"`{name}`");
        if (!CoreModuleContext.IsSame(expected, actual))
        {
            throw new UnsupportedComponentException($"The module's export `{name}` has another type than `{type.Signature}` needs.");
        }
    }

    private static UnsupportedComponentException Missing(string names) => new(
        $"The module's world needs the export {names}, and the module does not export it as a function. Build it for the world that it is.");
}
