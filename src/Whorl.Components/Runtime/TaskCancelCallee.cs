using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon task.cancel</c>.</summary>
internal sealed class TaskCancelCallee(int component, FuncType coreType) : CoreCallee(coreType)
{
    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        var owner = instance.Components[component];
        owner.CheckMayLeave();
        if (owner.Current is not { Function.Options.IsAsync: true } task)
        {
            throw new GuestTrapException("`task.cancel` called by a task of a function that is not lifted as async");
        }

        task.AcknowledgeCancellation();
        return true;
    }
}
