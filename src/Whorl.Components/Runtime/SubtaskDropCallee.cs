using Whorl.Components.Hosting;
using Whorl.Components.Tasks;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon subtask.drop</c>.</summary>
internal sealed class SubtaskDropCallee(int component, FuncType coreType) : CoreCallee(coreType)
{
    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        var owner = instance.Components[component];
        owner.CheckMayLeave();
        var handle = values[0].U32;
        var subtask = (Subtask)owner.Handles.Get(handle, HandleKind.Subtask).Value!;
        subtask.CheckDrop();
        subtask.Join(null);
        owner.Handles.Remove(handle, HandleKind.Subtask);
        return true;
    }
}
