using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Async;

/// <summary>A task whose flat parameters and result are one value each, and which remembers what has become of it.</summary>
internal sealed class TestCall<T>(Func<CanonicalContext, uint> lower, Func<CanonicalContext, uint, T> lift, object? state = null) : GuestTaskCall(state)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    public Task Exited => _exited.Task;

    protected override void LowerParameters(CanonicalContext context, Span<ValRaw> args) => args[0].U32 = lower(context);

    protected override void LiftResult(CanonicalContext context, ReadOnlySpan<ValRaw> result, bool inMemory) =>
        _result.SetResult(lift(context, result[0].U32));

    protected override void OnCancelled() => _result.SetCanceled();

    protected override void OnExited() => _exited.SetResult();

    protected override void OnFailed(Exception exception)
    {
        _result.TrySetException(exception);
        _exited.SetException(exception);
    }
}
