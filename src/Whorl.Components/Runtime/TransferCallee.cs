using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Streams;
using Whorl.Components.Tasks;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: what the built-ins for streams and futures have in common.</summary>
/// <param name="builtin">Which of them.</param>
internal abstract class TransferCallee(Builtin builtin) : CoreCallee(builtin.CoreType)
{
    protected ComponentType Type { get; } = builtin.Type!;

    protected bool IsFuture => Type is FutureType;

    protected bool IsAsync => builtin.IsAsync;

    public sealed override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        var owner = instance.Components[builtin.ComponentInstance];
        owner.CheckMayLeave();
        return Invoke(instance, owner, values);
    }

    protected abstract bool Invoke(ComponentInstance instance, ComponentState owner, Span<ValRaw> values);

    protected CopyEnd End(ComponentInstance instance, ComponentState owner, uint handle, bool reads)
    {
        var end = owner.Handles.CopyEnd(handle, CopyEnd.Kind(IsFuture, reads), instance.Loop);
        end.Channel.CheckType(Type);
        return end;
    }

    /// <summary>Gives the end of a copy to the guest; waits for it, or leaves it to an event.</summary>
    protected bool Finish(ComponentInstance instance, CopyEnd end, ref ValRaw result)
    {
        if (!end.HasEvent)
        {
            if (IsAsync)
            {
                result.U64 = SubtaskHandle.Blocked;
                return true;
            }

            end.HasSyncWaiter = true;
            if (!instance.Loop.Block(end, static e => e.HasEvent))
            {
                return false;
            }

            end.HasSyncWaiter = false;
        }

        result.U64 = end.TakeEvent().Payload;
        return true;
    }
}
