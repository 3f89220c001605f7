using Whorl.Components.Hosting;

namespace Whorl.Components.Abi;

/// <content>Handles to resources that the guest itself defines, in the host's hands.</content>
public sealed partial class CanonicalContext
{
    /// <summary>Lifts an <c>own</c> result of a guest's export: from here on the host owns the resource.</summary>
    /// <exception cref="GuestTrapException">The guest has no such handle, it is of another type, borrowed or lent.</exception>
    public ComponentResource Take(uint handle, ExportedResource resource)
    {
        var type = Identity(resource);
        return new ComponentResource(type, null, _component.Handles.RemoveOwned(handle, type).Rep);
    }

    /// <summary>Lowers an <c>own</c> parameter of a guest's export: gives a resource back to the guest.</summary>
    /// <exception cref="ArgumentException">The resource is of another type, or of another instance.</exception>
    /// <exception cref="InvalidOperationException">The host has given the resource away already.</exception>
    public uint Own(ComponentResource value, ExportedResource resource)
    {
        var type = Check(value, resource);
        value.GiveAway();
        return _component.Handles.Add(new HandleEntry { Type = type, Rep = value.Rep });
    }

    /// <summary>Lowers a <c>borrow</c> parameter of a guest's export: shows a resource to the guest for the time of the call.</summary>
    /// <inheritdoc cref="Own(ComponentResource, ExportedResource)"/>
    public uint Lend(ComponentResource value, ExportedResource resource)
    {
        var type = Check(value, resource);
        value.CheckNotGone();

        // Canonical ABI: lower_borrow. The definer of a resource sees through the handle.
        return type is GuestResourceType { Definer: var definer } && ReferenceEquals(definer, _component)
            ? value.Rep
            : Lend(new HandleEntry { Type = type, Rep = value.Rep });
    }

    private object Identity(ExportedResource resource) => _instance.ResourceIdentity(_instance.Component.TypeOf(resource));

    private object Check(ComponentResource value, ExportedResource resource)
    {
        ArgumentNullException.ThrowIfNull(value);
        var type = Identity(resource);
        return ReferenceEquals(type, value.Type)
            ? type
            : throw new ArgumentException($"The resource {value} is not a {resource} of this component instance.", nameof(value));
    }
}
