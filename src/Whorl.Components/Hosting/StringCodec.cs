using Whorl.Components.Abi;

namespace Whorl.Components.Hosting;

/// <summary>The codec of <c>string</c>.</summary>
internal sealed class StringCodec() : ElementCodec<string>("string", 8, 4)
{
    public override string Load(CanonicalContext context, uint address)
    {
        var memory = context.Memory;
        return context.ReadString(memory.ReadU32(address), memory.ReadU32(address + 4)).ToString();
    }

    public override void Store(CanonicalContext context, uint address, string value)
    {
        var (pointer, length) = context.WriteString(value);
        var memory = context.Memory;
        memory.WriteU32(address, pointer);
        memory.WriteU32(address + 4, length);
    }
}
