using Whorl.Components.Hosting;
using Whorl.Components.Tasks;
using Whorl.Components.Types;

namespace Whorl.Components.Abi;

public sealed partial class CanonicalContext
{
    /// <summary>The task into which borrowed handles are lowered; null while the guest calls the host.</summary>
    internal GuestTask? Task { get; set; }

    /// <summary>Lifts a <c>borrow</c> parameter: the host's object behind a handle that the guest keeps, for the time of this call.</summary>
    /// <exception cref="GuestTrapException">The guest has no such handle, or it is of another type.</exception>
    public T Borrow<T>(uint handle, HostResource resource)
        where T : class
    {
        return (T)Borrow(handle, (object)resource).Value!;
    }

    /// <summary>Lifts an <c>own</c> parameter or result: takes the host's object and its handle away from the guest.</summary>
    /// <exception cref="GuestTrapException">The guest has no such handle, it is of another type, borrowed or lent.</exception>
    public T Take<T>(uint handle, HostResource resource)
        where T : class
    {
        return (T)_component.Handles.RemoveOwned(handle, resource).Value!;
    }

    /// <summary>
    /// Lowers an <c>own</c>: gives the guest a new handle that owns the object. If it is disposable, it is disposed when
    /// the guest drops the handle, or with the component instance.
    /// </summary>
    public uint Own(object value, HostResource resource)
    {
        ArgumentNullException.ThrowIfNull(value);
        return _component.Handles.Add(new HandleEntry { Type = resource, Value = value });
    }

    /// <summary>Lowers a <c>borrow</c> parameter of a guest's export: a handle that the guest must drop before it returns.</summary>
    public uint Lend(object value, HostResource resource)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Lend(new HandleEntry { Type = resource, Value = value });
    }

    /// <summary>Lifts an <c>own</c> of any resource type, such as one that a guest defines.</summary>
    /// <param name="handle">The guest's handle.</param>
    /// <param name="type">The resource type, out of the called function's type.</param>
    /// <exception cref="GuestTrapException">The guest has no such handle, it is of another type, borrowed or lent.</exception>
    public ComponentResource Take(uint handle, ResourceType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var identity = _instance.ResourceIdentity(type);
        var entry = _component.Handles.RemoveOwned(handle, identity);
        return new ComponentResource(identity, entry.Value, entry.Rep);
    }

    /// <summary>Lowers an <c>own</c> of any resource type: the guest owns the resource from here on.</summary>
    /// <exception cref="InvalidOperationException">The resource was given away before.</exception>
    public uint Own(ComponentResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        resource.GiveAway();
        return _component.Handles.Add(new HandleEntry { Type = resource.Type, Value = resource.Value, Rep = resource.Rep });
    }

    /// <summary>Lowers a <c>borrow</c> of any resource type.</summary>
    /// <exception cref="InvalidOperationException">The resource was given away before.</exception>
    public uint Lend(ComponentResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        resource.CheckNotGone();

        // Canonical ABI: lower_borrow. The definer of a resource sees through the handle.
        return resource.Type is GuestResourceType { Definer: var definer } && ReferenceEquals(definer, _component)
            ? resource.Rep
            : Lend(new HandleEntry { Type = resource.Type, Value = resource.Value, Rep = resource.Rep });
    }

    /// <summary>Canonical ABI: <c>lift_borrow</c>. The handle cannot be dropped until the call returns.</summary>
    internal HandleEntry Borrow(uint handle, object type)
    {
        var entry = _component.Handles.Get(handle, type);
        _instance.Lends.Push(_component.Handles, handle);
        return entry;
    }

    /// <summary>Canonical ABI: <c>lower_borrow</c>, for a guest that does not define the resource.</summary>
    internal uint Lend(HandleEntry entry)
    {
        entry.Scope = Task ?? throw new InvalidOperationException($"A borrowed {entry.Type} can only be passed to a guest's export that takes one.");
        entry.Scope.AddBorrow();
        return _component.Handles.Add(entry);
    }
}
