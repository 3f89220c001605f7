using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon backpressure.inc</c> and <c>canon backpressure.dec</c>.</summary>
internal sealed class BackpressureCallee(int component, int change, FuncType coreType) : CoreCallee(coreType)
{
    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        instance.Components[component].AddBackpressure(change);
        return true;
    }
}
