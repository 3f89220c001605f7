using Whorl.Components.Hosting;
using Whorl.Components.Types;

namespace Whorl.Components.Abi.Shapes;

/// <summary>A type that this host does not pass. Functions may mention it, as long as they are not called.</summary>
internal sealed class UnsupportedShape(ComponentType type) : ValueShape(type.Size, type.Alignment, type.FlatTypes.Length)
{
    public override ComponentValue Load(CanonicalContext cx, uint address) => throw Unsupported();

    public override ComponentValue Lift(CanonicalContext cx, ref FlatReader flat) => throw Unsupported();

    public override void Store(CanonicalContext cx, uint address, in ComponentValue value) => throw Unsupported();

    public override void Lower(CanonicalContext cx, ref FlatWriter flat, in ComponentValue value) => throw Unsupported();

    private GuestTrapException Unsupported() => new($"the call passes a value of the type {type.Signature}, which this host does not support");
}
