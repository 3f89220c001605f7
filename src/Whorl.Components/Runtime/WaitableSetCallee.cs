using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Tasks;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon waitable-set.new</c>, <c>wait</c>, <c>poll</c> and <c>drop</c>, and <c>canon waitable.join</c>.</summary>
/// <param name="builtin">Which of them.</param>
/// <param name="contextIndex">Where <c>wait</c> and <c>poll</c> put the event.</param>
internal sealed class WaitableSetCallee(Builtin builtin, int contextIndex) : CoreCallee(builtin.CoreType)
{
    private const uint EventSize = 8;

    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        var owner = instance.Components[builtin.ComponentInstance];
        owner.CheckMayLeave();
        switch (builtin.Kind)
        {
            case BuiltinKind.WaitableSetNew:
                values[0].U64 = owner.Handles.Add(HandleKind.WaitableSet, new WaitableSet());
                return true;
            case BuiltinKind.WaitableSetDrop:
                owner.Handles.WaitableSet(values[0].U32).CheckDrop();
                owner.Handles.Remove(values[0].U32, HandleKind.WaitableSet);
                return true;
            case BuiltinKind.WaitableJoin:
                Join(instance, owner, values[0].U32, values[1].U32);
                return true;
            case BuiltinKind.WaitableSetWait:
                return Wait(instance, owner, values);
            default:
                Poll(instance, owner, values);
                return true;
        }
    }

    private static void Join(ComponentInstance instance, ComponentState owner, uint handle, uint set)
    {
        var waitable = owner.Handles.Waitable(handle, instance.Loop);
        if (waitable.HasSyncWaiter)
        {
            throw new GuestTrapException("waitable cannot be used synchronously while added to a waitable set");
        }

        waitable.Join(set == 0 ? null : owner.Handles.WaitableSet(set));
    }

    private bool Wait(ComponentInstance instance, ComponentState owner, Span<ValRaw> values)
    {
        var set = owner.Handles.WaitableSet(values[0].U32);
        set.BlockedWaiters++;
        if (!instance.Loop.Block(set, static s => s.HasEvent))
        {
            return false;
        }

        set.BlockedWaiters--;
        Deliver(instance, set.TakeEvent(), values);
        return true;
    }

    private void Poll(ComponentInstance instance, ComponentState owner, Span<ValRaw> values)
    {
        var set = owner.Handles.WaitableSet(values[0].U32);
        Deliver(instance, set.HasEvent ? set.TakeEvent() : default, values);
    }

    private void Deliver(ComponentInstance instance, WaitableEvent happened, Span<ValRaw> values)
    {
        var context = instance.Context(contextIndex);
        var pointer = values[1].U32;
        context.CheckPointer(pointer, EventSize, sizeof(uint));
        var memory = context.Memory;
        memory.WriteU32(pointer, happened.Handle);
        memory.WriteU32(pointer + sizeof(uint), happened.Payload);
        values[0].U64 = (uint)happened.Code;
    }
}
