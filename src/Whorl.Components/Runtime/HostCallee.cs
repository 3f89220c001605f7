using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Tasks;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>A host function, lowered for one importer.</summary>
internal sealed class HostCallee(HostFunction function, int hostSlot, Lowering lowering, int contextIndex)
    : CoreCallee(lowering.CoreType)
{
    private readonly HostEntry _entry = function.Entry;
    private readonly int _component = lowering.Options.ComponentInstance;
    private readonly bool _isWithin = lowering.IsWithin;
    private readonly AsyncLayout? _layout = lowering.Options.IsAsync ? new AsyncLayout(lowering.Type) : null;

    /// <summary>Which of the linker's implementations runs the function.</summary>
    public int HostSlot { get; } = hostSlot;

    /// <summary>Whether the importer goes on while the function is at work.</summary>
    public bool IsAsync => _layout is not null;

    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        var owner = instance.Components[_component];
        if (!_isWithin)
        {
            owner.CheckMayLeave();
        }

        if (_layout is { } layout)
        {
            InvokeAsync(instance, owner, layout, values);
            return true;
        }

        var lends = instance.Lends.Depth;
        var call = new HostCall(this, instance.Context(contextIndex), values);
        instance.ResetLiftBudget();
        _entry(ref call);
        instance.Lends.Release(lends);
        return !call.HasFailed;
    }

    private void InvokeAsync(ComponentInstance instance, ComponentState owner, AsyncLayout layout, Span<ValRaw> values)
    {
        var context = instance.Context(contextIndex);
        var lends = instance.Lends.Depth;
        var resultPointer = layout.ResultPointer(values).U32;
        FlatBuffer flat = default;
        layout.ToSync(context, values, flat);
        var call = new HostCall(this, context, flat);
        instance.ResetLiftBudget();
        _entry(ref call);
        if (call.Subtask is { } subtask)
        {
            subtask.Detach(layout, resultPointer);
            subtask.TakeLends(ref instance.Lends, lends);
            values[0].U64 = (uint)subtask.State | (owner.Handles.Add(HandleKind.Subtask, subtask) << SubtaskHandle.StateBits);
            return;
        }

        layout.StoreResult(context, flat, resultPointer);
        instance.Lends.Release(lends);
        values[0].U64 = (uint)SubtaskState.Returned;
    }
}
