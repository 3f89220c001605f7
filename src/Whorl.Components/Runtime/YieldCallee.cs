using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon thread.yield</c>. The others have their turn on top of the caller's frames.</summary>
internal sealed class YieldCallee(int component, FuncType coreType) : CoreCallee(coreType)
{
    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        instance.Components[component].CheckMayLeave();
        if (!instance.Loop.Yield())
        {
            return false;
        }

        // Not cancelled: a wait in the middle of code never is.
        values[0].U64 = 0;
        return true;
    }
}
