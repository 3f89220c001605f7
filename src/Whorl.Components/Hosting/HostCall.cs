using Whorl.Components.Abi;
using Whorl.Components.Runtime;
using Whorl.Components.Tasks;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>A call from a guest to a host function, while it runs.</summary>
public ref struct HostCall
{
    private readonly HostCallee _callee;
    private CancellationTokenSource? _cancellation;

    internal HostCall(HostCallee callee, CanonicalContext context, Span<ValRaw> args)
    {
        _callee = callee;
        Context = context;
        Args = args;
    }

    /// <summary>The flat parameters, as the canonical ABI passes them. The flat result, if there is one, goes to the first place.</summary>
    public Span<ValRaw> Args { get; }

    /// <summary>The caller's memory, allocator, strings and handles.</summary>
    public CanonicalContext Context { get; }

    /// <summary>The component instance that calls.</summary>
    public readonly ComponentInstance Instance => Context.Instance;

    /// <summary>What the host gave to the task that calls (<see cref="GuestTaskCall.State"/>), or to the one that started it; null if nothing.</summary>
    public readonly object? TaskState => Instance.Loop.TaskState;

    /// <summary>Cancelled when the guest cancels this call, or ends. Ask for it only in async functions, before <see cref="Await{T}"/>.</summary>
    public CancellationToken Cancellation => (_cancellation ??= new CancellationTokenSource()).Token;

    /// <summary>The call goes on after this function returns, as a subtask of the guest.</summary>
    internal HostSubtask? Subtask { get; private set; }

    /// <summary>Another guest failed while this call waited, and the store keeps the cause.</summary>
    internal bool HasFailed { get; private set; }

    /// <summary>The object that implements the called interface in this store; made on first use.</summary>
    /// <typeparam name="T">The interface or class that the implementation was registered as.</typeparam>
    public readonly T Host<T>()
        where T : class => (T)Instance.HostObject(_callee.HostSlot);

    /// <summary>
    /// Ends an async host function with a result that may come late. When it is there already, it is lowered at once. Otherwise an async
    /// call becomes a subtask of the guest, which resolves on the loop when the result comes; a synchronous one waits here, while the
    /// loop runs other tasks. Call it last.
    /// </summary>
    /// <param name="pending">The result. An exception from it traps the guest.</param>
    /// <param name="lower">Lowers it; a static method.</param>
    public void Await<T>(ValueTask<T> pending, ResultLowering<T> lower)
    {
        ArgumentNullException.ThrowIfNull(lower);
        if (pending.IsCompleted)
        {
            lower(Context, Args, pending.GetAwaiter().GetResult());
            return;
        }

        var subtask = new HostSubtask<T>(Context, pending, lower, _cancellation);
        subtask.Begin();
        if (_callee.IsAsync)
        {
            Subtask = subtask;
            return;
        }

        HasFailed = !Instance.Loop.Block(subtask, static s => s.IsOver);
        if (!HasFailed)
        {
            subtask.Lower(Args);
        }
    }

    /// <summary>The same, for a function without a result.</summary>
    public void Await(ValueTask pending)
    {
        if (pending.IsCompleted)
        {
            pending.GetAwaiter().GetResult();
        }
        else
        {
            Await(ToUnit(pending), static (_, _, _) => { });
        }
    }

    private static async ValueTask<Unit> ToUnit(ValueTask pending)
    {
        await pending.ConfigureAwait(false);
        return default;
    }
}
