using System.Text;
using Whorl.Components.Abi;

namespace Whorl.Components.Hosting;

/// <summary>The codec of <c>char</c>.</summary>
internal sealed class CharCodec() : ElementCodec<Rune>("char", 4, 4)
{
    public override Rune Load(CanonicalContext context, uint address) => FlatValue.Char(context.Memory.ReadU32(address));

    public override void Store(CanonicalContext context, uint address, Rune value) => context.Memory.WriteU32(address, (uint)value.Value);
}
