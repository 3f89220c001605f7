using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Tasks;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon subtask.cancel</c>.</summary>
internal sealed class SubtaskCancelCallee(Builtin builtin) : CoreCallee(builtin.CoreType)
{
    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        var owner = instance.Components[builtin.ComponentInstance];
        owner.CheckMayLeave();
        var subtask = (Subtask)owner.Handles.Get(values[0].U32, HandleKind.Subtask).Value!;
        if (subtask.IsDelivered || subtask.IsCancellationRequested)
        {
            throw new GuestTrapException("`subtask.cancel` called after terminal status delivered");
        }

        CheckNotInSet(subtask, builtin.IsAsync);
        if (!subtask.IsResolved && !subtask.RequestCancellation(owner))
        {
            return false;
        }

        if (!subtask.IsResolved && builtin.IsAsync)
        {
            values[0].U64 = SubtaskHandle.Blocked;
            return true;
        }

        if (!WaitForEnd(instance, subtask))
        {
            return false;
        }

        values[0].U64 = subtask.TakeEvent().Payload;
        return true;
    }

    /// <summary>Canonical ABI: a waitable that is waited for by itself is in no set.</summary>
    internal static void CheckNotInSet(Waitable waitable, bool isAsync)
    {
        if (waitable.Set is not null && !isAsync)
        {
            throw new GuestTrapException("waitable cannot be used synchronously while added to a waitable set");
        }
    }

    // An event that the subtask has only started does not end the wait.
    private static bool WaitForEnd(ComponentInstance instance, Subtask subtask)
    {
        subtask.HasSyncWaiter = true;
        var succeeded = instance.Loop.Block(subtask, static s => s.IsResolved);
        subtask.HasSyncWaiter = false;
        return succeeded;
    }
}
