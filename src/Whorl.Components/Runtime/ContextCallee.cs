using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon context.get</c> and <c>canon context.set</c>.</summary>
internal sealed class ContextCallee(int component, int slot, bool isSet, FuncType coreType) : CoreCallee(coreType)
{
    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        ref var place = ref instance.Components[component].ContextSlots[slot];
        if (isSet)
        {
            place = values[0].U64;
        }
        else
        {
            values[0].U64 = place;
        }

        return true;
    }
}
