using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>A part of the canonical ABI that this host does not offer. Components may name it, as long as they do not call it.</summary>
internal sealed class UnsupportedCallee(string what, int component, FuncType coreType) : CoreCallee(coreType)
{
    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        instance.Components[component].CheckMayLeave();
        throw new GuestTrapException($"the guest called {what}, which this host does not support");
    }
}
