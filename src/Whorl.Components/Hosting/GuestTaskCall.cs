using Whorl.Components.Abi;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>
/// One call of a guest's export as a task, which runs on the instance's loop together with others. Works for async exports and for
/// plain ones. A subclass lowers the parameters and lifts the result; all of its methods run on the loop, and must not wait.
/// </summary>
public abstract class GuestTaskCall
{
    /// <summary>Creates a call, which <see cref="Start"/> begins.</summary>
    /// <param name="state">What host functions find as <see cref="HostCall.TaskState"/> in this task and in those it starts.</param>
    protected GuestTaskCall(object? state) => State = state;

    /// <summary>What the host keeps for the task.</summary>
    public object? State { get; }

    /// <summary>
    /// Starts the call. If no thread is in the instance's loop, it runs on the calling thread, as far as it comes without waiting;
    /// otherwise it is queued for the loop. Any thread; once.
    /// </summary>
    public void Start(ComponentInstance instance, ExportedFunction function)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(function);
        throw new NotSupportedException($"{this} cannot be started yet.");
    }

    /// <summary>Asks the guest to give up. It may still return a result; <see cref="OnCancelled"/> says if it does not. Any thread.</summary>
    public void Cancel() => throw new NotSupportedException();

    /// <summary>Lowers the parameters, when the guest lets the task start.</summary>
    /// <param name="context">The guest's memory, allocator, strings and handles.</param>
    /// <param name="args">The flat parameters, or a pointer to them in memory when they are more than 16.</param>
    protected abstract void LowerParameters(CanonicalContext context, Span<ValRaw> args);

    /// <summary>Lifts the result, when the guest returns it. The task may go on afterwards, until <see cref="OnExited"/>.</summary>
    /// <param name="context">The guest's memory, allocator, strings and handles.</param>
    /// <param name="result">The flat result, up to 16 values; or a pointer to it.</param>
    /// <param name="inMemory">Whether the first of <paramref name="result"/> is a pointer to the result in memory, checked to be aligned and in bounds.</param>
    protected abstract void LiftResult(CanonicalContext context, ReadOnlySpan<ValRaw> result, bool inMemory);

    /// <summary>The guest gave up after <see cref="Cancel"/>; there is no result.</summary>
    protected virtual void OnCancelled()
    {
    }

    /// <summary>
    /// The task failed: the instance trapped, in this task or in another, or was disposed. Called at most once, instead of
    /// <see cref="OnExited"/>, whether or not a result has come before.
    /// </summary>
    protected abstract void OnFailed(Exception exception);

    /// <summary>The task is over.</summary>
    protected virtual void OnExited()
    {
    }
}
