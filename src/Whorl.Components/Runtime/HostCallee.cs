using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>A host function, lowered for one importer.</summary>
internal sealed class HostCallee(HostFunction function, int hostSlot, int component, int contextIndex, FuncType coreType)
    : CoreCallee(coreType)
{
    private readonly HostEntry _entry = function.Entry;

    /// <summary>Which of the linker's implementations runs the function.</summary>
    public int HostSlot { get; } = hostSlot;

    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        instance.Components[component].CheckMayLeave();
        var lends = instance.Lends.Depth;
        var call = new HostCall(this, instance.Context(contextIndex), values);
        instance.ResetLiftBudget();
        _entry(ref call);
        instance.Lends.Release(lends);
        return true;
    }
}
