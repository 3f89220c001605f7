using Whorl.Components.Abi;

namespace Whorl.Components.Hosting;

/// <summary>The codec of <c>bool</c>; a guest may write any byte but zero for true.</summary>
internal sealed class BoolCodec() : ElementCodec<bool>("bool", 1, 1)
{
    public override bool Load(CanonicalContext context, uint address) => context.Memory.ReadU8(address) != 0;

    public override void Store(CanonicalContext context, uint address, bool value) => context.Memory.WriteU8(address, value ? (byte)1 : (byte)0);
}
