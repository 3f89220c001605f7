using Whorl.Wasmtime;

namespace Whorl.Components.Tasks;

/// <summary>Who called a task: another guest or the host. What it does, it does on the store's loop.</summary>
internal interface ITaskCaller
{
    /// <summary>Canonical ABI: <c>on_start</c>. Lowers the parameters into the task's flat values.</summary>
    void Start(GuestTask task, Span<ValRaw> flat);

    /// <summary>
    /// Canonical ABI: <c>on_resolve</c> with a result, to be lifted from the flat values or from the memory that the first points to. Checks,
    /// between lifting and lowering, that the task has dropped what it borrowed.
    /// </summary>
    void Return(GuestTask task, ReadOnlySpan<ValRaw> flat, bool inMemory);

    /// <summary>Canonical ABI: <c>on_resolve</c> without a result.</summary>
    void Cancelled(GuestTask task);

    /// <summary>The task has nothing more to do.</summary>
    void Exited(GuestTask task);
}
