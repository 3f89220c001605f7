using Whorl.Components.Abi;
using Whorl.Components.Runtime;
using Whorl.Components.Tasks;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>
/// An instance of a component in its own store. It belongs to one chain of calls at a time. Dispose it before its store:
/// that disposes the host objects that the guest still owns.
/// </summary>
public sealed partial class ComponentInstance : IDisposable
{
    private readonly LinkedComponent _linked;
    private readonly Instance?[] _coreInstances;
    private readonly Func?[] _functions;
    private readonly MemoryWindow?[] _memories;
    private readonly CanonicalContext?[] _contexts;
    private readonly GuestResourceType?[] _resources;
    private readonly object?[] _hosts;
    private readonly Stack<GuestTask> _spareTasks = new();
    private readonly Stack<GuestSubtask> _spareSubtasks = new();
    private LendStack _lends;
    private long _liftBudget;
    private Exception? _endCause;

    private ComponentInstance(ComponentPre component, Store store)
    {
        Component = component;
        Store = store;
        State = store.State;
        _linked = component.Linked;
        Loop = new StoreLoop(this);
        var plan = _linked.Plan;
        Components = new ComponentState[plan.ComponentInstanceCount];
        for (var i = 0; i < Components.Length; i++)
        {
            Components[i] = new ComponentState(i, _linked.Limits.Handles);
        }

        _coreInstances = new Instance?[plan.CoreInstanceCount];
        _functions = new Func?[_linked.Sources.Functions.Length];
        _memories = new MemoryWindow?[_linked.Sources.Memories.Length];
        _contexts = new CanonicalContext?[_linked.Contexts.Count];
        _resources = new GuestResourceType?[plan.Resources.Length];
        _hosts = new object?[_linked.Imports.Implementations.Length];
    }

    /// <summary>The component that this is an instance of.</summary>
    public ComponentPre Component { get; }

    /// <summary>The store that the instance lives in.</summary>
    public Store Store { get; }

    /// <summary>What the embedder put into the store before the instance was made.</summary>
    public object? State { get; }

    /// <summary>Whether a call has trapped, so that no further call can enter.</summary>
    public bool IsPoisoned { get; private set; }

    /// <summary>Bytes of the largest of the linear memories through which values were passed so far.</summary>
    public long LargestMemoryBytes
    {
        get
        {
            long largest = 0;
            foreach (var memory in _memories)
            {
                largest = Math.Max(largest, memory is { } known ? (long)known.Refresh() : 0);
            }

            return largest;
        }
    }

    /// <summary>The event loop of the store.</summary>
    public StoreLoop Loop { get; }

    internal LinkedComponent Linked => _linked;

    /// <summary>Why no call can enter any more.</summary>
    internal Exception EndCause => _endCause ?? new GuestTrapException($"{TrapText.CannotEnter}: an earlier call trapped");

    internal ComponentState[] Components { get; }

    internal ref LendStack Lends => ref _lends;

    /// <summary>
    /// Ends all calls and streams, and disposes the host objects that the guest owns. The store itself stays the embedder's to dispose. Waits
    /// for a thread that is in the loop to leave it: guests that wait or yield are ended, but those that compute are not interrupted.
    /// </summary>
    public void Dispose()
    {
        var cause = new ObjectDisposedException(nameof(ComponentInstance), "The component instance was disposed.");
        _endCause ??= cause;
        IsPoisoned = true;
        Loop.Wake();
        var tookLoop = Loop.Take();
        Fail(cause);
        foreach (var component in Components)
        {
            component.Handles.Clear();
        }

        if (tookLoop)
        {
            Loop.Leave();
        }
    }

    internal static ComponentInstance Create(ComponentPre component, Store store)
    {
        var instance = new ComponentInstance(component, store);
        store.State = instance;

        // What start functions set going at the host must not come back while they run.
        instance.Loop.Take();
        try
        {
            foreach (var step in component.Linked.Steps)
            {
                step.Run(instance);
            }
        }
        catch
        {
            instance.Dispose();
            throw;
        }
        finally
        {
            instance.Loop.Leave();
        }

        return instance;
    }

    /// <summary>Ends the instance for all calls, tasks and streams; the first cause counts.</summary>
    internal void Fail(Exception cause)
    {
        _endCause ??= cause;
        IsPoisoned = true;
        Loop.End(_endCause);
    }

    internal GuestTask RentTask(GuestFunction? function, ComponentState component)
    {
        var task = RentTask();
        task.Prepare(this, function, component);
        return task;
    }

    internal GuestTask RentTask() => _spareTasks.TryPop(out var spare) ? spare : new GuestTask();

    internal void ReturnTask(GuestTask task)
    {
        task.Reset();
        _spareTasks.Push(task);
    }

    /// <summary>Takes a task back that has run, unless it still has something to do.</summary>
    internal bool TryReturnTask(GuestTask task)
    {
        if (!task.TryReset())
        {
            return false;
        }

        _spareTasks.Push(task);
        return true;
    }

    internal GuestSubtask RentSubtask() => _spareSubtasks.TryPop(out var spare) ? spare : new GuestSubtask();

    internal void ReturnSubtask(GuestSubtask subtask)
    {
        if (subtask.TryReset())
        {
            _spareSubtasks.Push(subtask);
        }
    }

    internal void SetCoreInstance(int index, Instance instance) => _coreInstances[index] = instance;

    internal Instance CoreInstance(int index) => _coreInstances[index]
        ?? throw new GuestTrapException($"core instance {index} is used before it is instantiated");

    internal object HostObject(int slot) => _hosts[slot] ??= _linked.Imports.Implementations[slot](State);

    internal CanonicalContext Context(int index) => _contexts[index] ??= new CanonicalContext(this, _linked.Contexts[index]);

    internal Func Function(int slot) => _functions[slot] ??= _linked.Sources.Functions[slot]!.Resolve(this).Func;

    internal GuestMemory MemoryView(int? slot)
    {
        if (slot is not { } index)
        {
            return default;
        }

        var window = _memories[index] ??= new MemoryWindow(Store, _linked.Sources.Memories[index]!.Resolve(this).Memory);
        if (window.StaysInPlace)
        {
            // It may have grown since its size was last asked for, which matters only to what does not fit the size that it had.
            return new GuestMemory(ref window.Start, window.KnownSize, window);
        }

        window.Refresh();
        return new GuestMemory(ref window.Start, window.KnownSize);
    }

    /// <summary>Whether two slots hold the same memory; modules may export one under several names.</summary>
    internal bool IsSameMemory(int? one, int? other) =>
        one == other || (one is not null && other is not null && MemoryView(one).IsSameAs(MemoryView(other)));

    /// <summary>The identity of a resource type of the plan in this store.</summary>
    internal object ResourceIdentity(Types.ResourceType resource)
    {
        if (resource.ImportedIndex >= 0)
        {
            return _linked.Imports.Resources[resource.ImportedIndex];
        }

        var index = resource.DefinedIndex;
        return _resources[index] ??= new GuestResourceType(
            resource.Name, index, Components[_linked.Plan.Resources[index].ComponentInstance]);
    }
}
