using Whorl.Components.Abi;

namespace Whorl.Components.Hosting;

/// <summary>The codec of streams and futures without an element type.</summary>
internal sealed class UnitCodec() : ElementCodec<Unit>("", 0, 1)
{
    public override Unit Load(CanonicalContext context, uint address) => default;

    public override void Store(CanonicalContext context, uint address, Unit value)
    {
    }
}
