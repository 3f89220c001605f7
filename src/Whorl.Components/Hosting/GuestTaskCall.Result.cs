using Whorl.Components.Abi;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>A call of a guest's export as a task, with a typed result. A host that does not want tasks of its own overrides the methods.</summary>
/// <typeparam name="TResult">What the export gives; <see cref="Unit"/> for one without a result.</typeparam>
/// <param name="state">What host functions find as <see cref="HostTask.State"/> in this task and in those it starts.</param>
public abstract class GuestTaskCall<TResult>(object? state) : GuestTaskCall(state)
{
    private LazyTask<TResult> _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LazyTask<Unit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The result, as soon as the guest returns it. Cancelled if the guest gave up; failed if the task did.</summary>
    public Task<TResult> Returned => _returned.Task;

    /// <summary>Over when the task is over, which can be after it returned. Failed if the task did.</summary>
    public Task Exited => _exited.Task;

    /// <summary>Whether the task is over, and has not failed.</summary>
    public bool HasExited => _exited.IsCompletedSuccessfully;

    /// <summary>Lifts the result.</summary>
    /// <inheritdoc cref="GuestTaskCall.LiftResult"/>
    protected abstract TResult Lift(CanonicalContext context, ReadOnlySpan<ValRaw> result, bool inMemory);

    /// <summary>The guest returned a result. On the loop; must not wait.</summary>
    protected virtual void OnReturned(TResult result) => _returned.TrySetResult(result);

    /// <inheritdoc/>
    protected sealed override void LiftResult(CanonicalContext context, ReadOnlySpan<ValRaw> result, bool inMemory) => OnReturned(Lift(context, result, inMemory));

    /// <inheritdoc/>
    protected override void OnCancelled() => _returned.TrySetCanceled();

    /// <inheritdoc/>
    protected override void OnExited() => _exited.TrySetResult(default);

    /// <inheritdoc/>
    protected override void OnFailed(Exception exception)
    {
        _returned.TrySetException(exception);
        _exited.TrySetException(exception);
    }
}
