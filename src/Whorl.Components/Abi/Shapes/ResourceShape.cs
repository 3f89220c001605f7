using Whorl.Components.Hosting;
using Whorl.Components.Types;

namespace Whorl.Components.Abi.Shapes;

/// <summary>Handles to resources, owned or borrowed.</summary>
internal sealed class ResourceShape(ResourceType resource, bool borrowed) : ValueShape(4, 4, 1)
{
    public override ComponentValue Load(CanonicalContext cx, uint address) => LiftHandle(cx, cx.Memory.ReadU32(address));

    public override ComponentValue Lift(CanonicalContext cx, ref FlatReader flat) => LiftHandle(cx, flat.U32());

    public override void Store(CanonicalContext cx, uint address, in ComponentValue value)
    {
        var handle = LowerHandle(cx, value.AsResource());
        cx.Memory.WriteU32(address, handle);
    }

    public override void Lower(CanonicalContext cx, ref FlatWriter flat, in ComponentValue value) =>
        flat.Write(LowerHandle(cx, value.AsResource()));

    private ComponentValue LiftHandle(CanonicalContext cx, uint handle)
    {
        if (!borrowed)
        {
            return ComponentValue.FromResource(cx.Take(handle, resource));
        }

        var type = cx.Instance.ResourceIdentity(resource);
        var entry = cx.Borrow(handle, type);
        return ComponentValue.FromResource(new ComponentResource(type, entry.Value, entry.Rep));
    }

    private uint LowerHandle(CanonicalContext cx, ComponentResource value)
    {
        if (!ReferenceEquals(cx.Instance.ResourceIdentity(resource), value.Type))
        {
            throw new ArgumentException($"The resource {value} is not of the type {resource} that the function takes.");
        }

        return borrowed ? cx.Lend(value) : cx.Own(value);
    }
}
