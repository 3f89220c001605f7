using Whorl.Components.Abi;
using Whorl.Components.Abi.Shapes;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>A task whose values are of types that are known only at run time.</summary>
internal sealed class DynamicTaskCall(FunctionShape shape, ComponentValue[] arguments, object? state) : GuestTaskCall(state)
{
    private readonly TaskCompletionSource<ComponentValue> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The result.</summary>
    public Task<ComponentValue> Result => _result.Task;

    /// <summary>Whether the task has exited, or failed.</summary>
    public bool IsOver { get; private set; }

    protected override void LowerParameters(CanonicalContext context, Span<ValRaw> args) => shape.LowerParameters(context, arguments, args);

    protected override void LiftResult(CanonicalContext context, ReadOnlySpan<ValRaw> result, bool inMemory) =>
        _result.SetResult(shape.LiftResult(context, result, inMemory));

    protected override void OnCancelled() => _result.SetCanceled();

    protected override void OnFailed(Exception exception)
    {
        IsOver = true;
        _result.TrySetException(exception);
    }

    protected override void OnExited() => IsOver = true;
}
