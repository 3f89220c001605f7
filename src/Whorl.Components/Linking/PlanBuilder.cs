using System.Collections.Immutable;
using Whorl.Components.Types;
using Whorl.Components.Validation;
using Whorl.Wasmtime;

namespace Whorl.Components.Linking;

/// <summary>Gathers the parts of a plan, each once, and numbers them.</summary>
internal sealed class PlanBuilder
{
    private const int MaxInstances = 10_000;

    // Forty times what large components of real toolchains need; hostile ones make a plan of some ten megabytes of it.
    private const long MaxWork = 400_000;

    private readonly List<CoreModuleSource> _modules = [];
    private readonly Dictionary<EmbeddedModule, int> _moduleNumbers = new(ReferenceEqualityComparer.Instance);
    private readonly List<Initializer> _initializers = [];
    private readonly List<ImportedFunction> _declared = [];
    private readonly List<ImportedFunction> _imports = [];
    private readonly List<ImportedResource> _importedResources = [];
    private readonly Dictionary<(string Base, string Track, string Name, string? Implements), ImportedResource> _sharedResources = [];
    private readonly List<string> _parts = [];
    private readonly List<Lowering> _lowerings = [];
    private readonly List<LiftedFunction> _lifted = [];
    private readonly List<PlanResource> _resources = [];
    private readonly List<int> _parentInstances = [];
    private readonly Dictionary<CoreItem, int> _memories = [];
    private readonly Dictionary<CoreItem, int> _reallocs = [];
    private readonly Dictionary<CoreItem, int> _postReturns = [];
    private readonly Dictionary<CoreItem, int> _callbacks = [];
    private int _coreInstances;
    private long _work;

    /// <summary>Adds a component instance that <paramref name="parent"/> makes.</summary>
    public int AddComponentInstance(int parent)
    {
        _parentInstances.Add(parent);
        CheckSize();
        return _parentInstances.Count - 1;
    }

    public int Module(ModuleItem item)
    {
        if (!_moduleNumbers.TryGetValue(item.Module, out var number))
        {
            number = _modules.Count;
            _modules.Add(new CoreModuleSource(item.Module.Bytes) { Name = item.Name, Type = item.Module.Type });
            _moduleNumbers.Add(item.Module, number);
        }

        return number;
    }

    public int Instantiate(ModuleItem module, ImmutableArray<CoreItem> arguments, int componentInstance, string? initialize = null)
    {
        var instance = _coreInstances++;
        CheckSize();
        _initializers.Add(new InstantiateModule(Module(module), arguments, instance, componentInstance) { Initialize = initialize });
        return instance;
    }

    public ResourceType DefineResource(CoreItem? destructor, int componentInstance)
    {
        var type = new ResourceType("") { DefinedIndex = _resources.Count };
        _resources.Add(new PlanResource(type, destructor, componentInstance));
        _initializers.Add(new DefineResource(_resources.Count - 1));
        return type;
    }

    /// <summary>
    /// The resource type that an import stands for. Parts of a composition that import the same resource, of any compatible version,
    /// share one, so that they can pass its handles to each other.
    /// </summary>
    public ResourceType ImportResource(string interfaceName, string name, string? implements, int part)
    {
        var source = InterfaceName.Parse(interfaceName);
        var key = (source.Base, source.Track, name, implements);
        if (_sharedResources.TryGetValue(key, out var shared) && shared.Part != part)
        {
            return shared.Type;
        }

        var type = new ResourceType(name) { ImportedIndex = _importedResources.Count };
        var import = new ImportedResource(interfaceName, name, type) { Implements = implements, Part = part };
        _importedResources.Add(import);
        _sharedResources.TryAdd(key, import);
        return type;
    }

    /// <summary>Adds a part of a composition; the result is its number.</summary>
    public int AddPart(string name)
    {
        _parts.Add(name);
        return _parts.Count - 1;
    }

    /// <summary>Notes that the component imports a function, whether or not it comes to use it.</summary>
    public void Declare(ImportedFunction import) => _declared.Add(import);

    public HostProvided ImportFunction(ImportedFunction import)
    {
        _imports.Add(import);
        return new HostProvided(_imports.Count - 1);
    }

    public LoweredFunction Lower(
        ComponentFunction target, ComponentFuncType type, CanonicalOptions options, FuncType coreType, bool isWithin = false)
    {
        _lowerings.Add(new Lowering(target, type, options, coreType) { IsWithin = isWithin });
        return new LoweredFunction(_lowerings.Count - 1);
    }

    public GuestProvided Lift(CoreItem callee, ComponentFuncType type, CanonicalOptions options, FuncType coreType)
    {
        _lifted.Add(new LiftedFunction(callee, type, options, coreType));
        return new GuestProvided(_lifted.Count - 1);
    }

    public int Memory(CoreItem item) => Slot(_memories, item, slot => new ExtractMemory(slot, item));

    public int Realloc(CoreItem item) => Slot(_reallocs, item, slot => new ExtractRealloc(slot, item));

    public int PostReturn(CoreItem item) => Slot(_postReturns, item, slot => new ExtractPostReturn(slot, item));

    public int Callback(CoreItem item) => Slot(_callbacks, item, slot => new ExtractCallback(slot, item));

    /// <summary>Counts definitions and types, which are worked on again in every instance that shares them.</summary>
    public void Spend(long work)
    {
        _work += work;
        if (_work > MaxWork)
        {
            throw new UnsupportedComponentException("The component's instances have too many parts to be planned.");
        }
    }

    public LinkPlan Build(ExportTree exports) => new()
    {
        Modules = [.. _modules],
        Initializers = [.. _initializers],
        Imports = [.. _imports],
        UnusedImports = [.. _declared.Except(_imports)],
        ImportedResources = [.. _importedResources],
        Lowerings = [.. _lowerings],
        Lifted = [.. _lifted],
        Resources = [.. _resources],
        Exports = exports,
        Parts = [.. _parts],
        ParentInstances = [.. _parentInstances],
        CoreInstanceCount = _coreInstances,
        MemoryCount = _memories.Count,
        ReallocCount = _reallocs.Count,
        PostReturnCount = _postReturns.Count,
        CallbackCount = _callbacks.Count,
        TableCount = 0,
    };

    private int Slot(Dictionary<CoreItem, int> slots, CoreItem item, Func<int, Initializer> extract)
    {
        if (!slots.TryGetValue(item, out var slot))
        {
            slot = slots.Count;
            slots.Add(item, slot);
            _initializers.Add(extract(slot));
        }

        return slot;
    }

    private void CheckSize()
    {
        if (_parentInstances.Count + _coreInstances > MaxInstances)
        {
            throw new UnsupportedComponentException($"The component makes more than {MaxInstances} instances of its parts.");
        }
    }
}
