using System.Collections.Immutable;
using Whorl.Components.Binary;
using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Validation;

/// <summary>
/// The index spaces and names of a component, component type or instance type while its definitions are read one after
/// the other.
/// </summary>
internal sealed partial class ComponentScope
{
    private readonly List<ResourceType> _importedResources = [];
    private readonly OrderedDictionary<ResourceType, bool> _ownResources = [];
    private readonly HashSet<ResourceType> _namedResources = [];
    private readonly ImmutableArray<Definition>.Builder _definitions = ImmutableArray.CreateBuilder<Definition>();

    public ComponentScope(ScopeKind kind, ComponentScope? parent, ValidationContext context)
    {
        Kind = kind;
        Parent = parent;
        Context = context;
        CoreTypes = new(context, "type", "type");
        CoreFunctions = new(context, "core function", "function");
        CoreTables = new(context, "table", "table");
        CoreMemories = new(context, "memory", "memory");
        CoreGlobals = new(context, "global", "global");
        CoreTags = new(context, "tag", "tag");
        CoreModules = new(context, "module", "module", BinaryLimits.Modules);
        CoreInstances = new(context, "core instance", "instance", BinaryLimits.Instances);
        Types = new(context, "type", "type");
        Functions = new(context, "function", "function");
        Instances = new(context, "instance", "instance", BinaryLimits.Instances);
        Components = new(context, "component", "component", BinaryLimits.Components);
        Values = new(context);
    }

    public ScopeKind Kind { get; }

    /// <summary>The scope around this one, or null for the outermost component.</summary>
    public ComponentScope? Parent { get; }

    public ValidationContext Context { get; }

    public IndexSpace<CoreTypeDefinition> CoreTypes { get; }

    public IndexSpace<CoreType> CoreFunctions { get; }

    public IndexSpace<CoreTableExtern> CoreTables { get; }

    public IndexSpace<CoreMemoryExtern> CoreMemories { get; }

    public IndexSpace<CoreGlobalExtern> CoreGlobals { get; }

    public IndexSpace<CoreType> CoreTags { get; }

    public IndexSpace<CoreModuleType> CoreModules { get; }

    public IndexSpace<IReadOnlyDictionary<string, CoreExternType>> CoreInstances { get; }

    public IndexSpace<TypeDefinition> Types { get; }

    public IndexSpace<ComponentFuncType> Functions { get; }

    public IndexSpace<InstanceType> Instances { get; }

    public IndexSpace<ComponentSignature> Components { get; }

    public ValueSpace Values { get; }

    /// <summary>What the component calls its parts.</summary>
    public ComponentNames Names { get; set; } = ComponentNames.None;

    private ExternRegistry Imports { get; } = new(Direction.Import);

    private ExternRegistry Exports { get; } = new(Direction.Export);

    /// <summary>The enclosing scope that an outer alias with this count means.</summary>
    public ComponentScope Outer(uint count)
    {
        var scope = this;
        for (var i = count; i > 0 && scope is not null; i--)
        {
            scope = scope.Parent;
        }

        return scope ?? throw Context.Invalid($"invalid outer alias count of {count}");
    }

    public void Define(Definition definition) => _definitions.Add(definition);

    /// <summary>Adds a resource that comes to life in this scope; <paramref name="isLocal"/> when it is defined right here.</summary>
    public void OwnResource(ResourceType resource, bool isLocal = false) => _ownResources.Add(resource, isLocal);

    /// <summary>True when the scope defines the resource, and so may see its representation.</summary>
    public bool IsLocal(ResourceType resource) => _ownResources.GetValueOrDefault(resource);

    public void AddImport(ExternName name, ExternType type)
    {
        type = type is InstanceExtern instance ? new InstanceExtern(ImportInstance(instance.Type)) : type;
        if (type is TypeExtern { Created: ResourceName resource, Referenced: var referenced })
        {
            if (ReferenceEquals(resource, referenced))
            {
                _importedResources.Add(resource.Resource);
            }

            Imports.AddResource(name.Name, resource);
        }

        AddItem(type);
        CheckVisibility(type, Direction.Import);
        AddName(Imports, name, type);
        Define(new ImportDefinition(name, type));
    }

    /// <summary>Adds an export; <paramref name="item"/> is null in a type, which only declares.</summary>
    public void AddExport(ExternName name, ExternType type, ItemReference? item)
    {
        type = type is InstanceExtern instance ? new InstanceExtern(ExportInstance(instance.Type)) : type;
        if (type is TypeExtern { Created: ResourceName resource, Referenced: var referenced })
        {
            if (ReferenceEquals(resource, referenced))
            {
                OwnResource(resource.Resource);
            }

            _namedResources.Add(resource.Resource);
            Exports.AddResource(name.Name, resource);
        }

        AddItem(type, isUsed: true);
        CheckVisibility(type, Direction.Export);
        AddName(Exports, name, type);
        if (item is { } exported)
        {
            Define(new ExportDefinition(name, exported, type));
        }
    }

    /// <summary>Adds an item to the index space of its sort.</summary>
    public void AddItem(ExternType type, bool isUsed = false)
    {
        switch (type)
        {
            case ModuleExtern module:
                CoreModules.Add(module.Type);
                break;
            case FuncExtern func:
                Functions.Add(func.Type);
                break;
            case ValueExtern value:
                Values.Add(value.Type, isUsed);
                break;
            case TypeExtern item:
                Types.Add(item.Created);
                break;
            case InstanceExtern instance:
                Instances.Add(instance.Type);
                break;
            case ComponentExtern component:
                Components.Add(component.Type);
                break;
        }
    }

    public InstanceType FinishInstanceType() =>
        Context.Bounded(new InstanceType(Exports.ToTypes(), [.. _ownResources.Keys], [.. _namedResources]));

    public ComponentSignature FinishComponentType()
    {
        Values.CheckAllUsed();
        var imports = Imports.ToTypes();
        var exports = Exports.ToTypes();
        Context.Spend(imports.Traits.With(exports.Traits));
        var inImports = FreeResources.Of(imports);
        if (_ownResources.Keys.Any(inImports.Contains))
        {
            throw Context.Invalid("local resource type found in imports");
        }

        var inExports = FreeResources.Of(exports);
        ImmutableArray<ResourceType> fresh = [.. _ownResources.Keys.Where(inExports.Contains)];
        if (fresh.Any(resource => !_namedResources.Contains(resource)))
        {
            throw Context.Invalid("local resource type found in export but not exported itself");
        }

        return Context.Bounded(new ComponentSignature(imports, exports, [.. _importedResources], fresh, [.. _namedResources]));
    }

    public ComponentDefinition Finish(ReadOnlyMemory<byte> bytes) =>
        new(bytes, FinishComponentType(), _definitions.ToImmutable(), Names);

    private void AddName(ExternRegistry registry, ExternName name, ExternType type)
    {
        if (registry.Add(name, type) is { } error)
        {
            throw Context.Invalid(error);
        }
    }
}
