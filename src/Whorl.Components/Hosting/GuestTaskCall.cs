using Whorl.Components.Abi;
using Whorl.Components.Tasks;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>
/// One call of a guest's export as a task, which runs on the instance's loop together with others. Works for async exports and for
/// plain ones. A subclass lowers the parameters and lifts the result; all of its methods run on the loop, and must not wait.
/// </summary>
public abstract class GuestTaskCall : LoopWork, ITaskCaller, IMember
{
    private ComponentInstance? _instance;
    private ExportedFunction? _function;
    private GuestTask? _task;
    private bool _isOver;

    /// <summary>Creates a call, which <see cref="Start"/> begins.</summary>
    /// <param name="state">What host functions find as <see cref="HostCall.TaskState"/> in this task and in those it starts.</param>
    protected GuestTaskCall(object? state) => State = state;

    /// <summary>What the host keeps for the task.</summary>
    public object? State { get; }

    int IMember.Place { get; set; }

    /// <summary>
    /// Starts the call. If no thread is in the instance's loop, it runs on the calling thread, as far as it comes without waiting;
    /// otherwise it is queued for the loop. Any thread; once.
    /// </summary>
    /// <exception cref="ArgumentException">The function belongs to another component than the instance.</exception>
    public void Start(ComponentInstance instance, ExportedFunction function)
    {
        Bind(instance, function);
        instance.Loop.Run(this);
    }

    /// <summary>Queues the call for the loop, also when no thread is in it. Any thread; once, instead of <see cref="Start"/>.</summary>
    /// <exception cref="ArgumentException">The function belongs to another component than the instance.</exception>
    public void StartLater(ComponentInstance instance, ExportedFunction function)
    {
        Bind(instance, function);
        instance.Loop.Post(this);
    }

    /// <summary>Asks the guest to give up. It may still return a result; <see cref="OnCancelled"/> says if it does not. Any thread, after <see cref="Start"/>;
    /// the guest runs on one that the loop's scheduler finds.</summary>
    public void Cancel()
    {
        var instance = _instance ?? throw new InvalidOperationException("The call has not been started, so that there is nothing to cancel.");
        instance.Loop.Post(new Cancellation(this));
    }

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

    /// <inheritdoc/>
    protected internal sealed override void Run() => throw new System.Diagnostics.UnreachableException();

    /// <inheritdoc/>
    protected internal sealed override void OnEnded(Exception cause) => Fail(cause);

    internal sealed override bool CanRun => _instance!.IsPoisoned || _instance.MayEnter(_function!.Target.HostEntering);

    internal sealed override bool Execute()
    {
        var instance = _instance!;
        var function = _function!.Target;
        instance.Loop.AddCall(this);
        instance.Loop.Scheduler.OnTurn(instance.Loop, State);
        _task = instance.RentTask();
        _task.Prepare(instance, function, this, TaskOrigin.Loop, State);
        instance.Enter(function.HostEntering);
        if (!_task.Begin(later: false))
        {
            return false;
        }

        instance.Leave(function.HostEntering);
        if (_isOver && instance.TryReturnTask(_task))
        {
            // Most are over in their first turn, and then nothing knows the task any more.
            _task = null;
        }

        return true;
    }

    internal void Fail(Exception cause)
    {
        if (!_isOver)
        {
            _isOver = true;
            OnFailed(cause);
        }
    }

    void ITaskCaller.Start(GuestTask task, Span<ValRaw> flat) => LowerParameters(task.Context, flat);

    void ITaskCaller.Return(GuestTask task, ReadOnlySpan<ValRaw> flat, bool inMemory)
    {
        if (inMemory)
        {
            var result = task.Function!.Type.Result!;
            task.Context.CheckPointer(flat[0].U32, (uint)result.Size, (uint)result.Alignment);
        }

        LiftResult(task.Context, flat, inMemory);
        task.CheckReturned();
    }

    void ITaskCaller.Cancelled(GuestTask task) => OnCancelled();

    void ITaskCaller.Exited(GuestTask task)
    {
        _isOver = true;
        _instance!.Loop.RemoveCall(this);
        OnExited();
    }

    internal void Bind(ComponentInstance instance, ExportedFunction function)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(function);
        instance.CheckOwn(function);
        if (_instance is not null)
        {
            throw new InvalidOperationException($"The call of {_function!.Name} was started before; make a new one for each call.");
        }

        (_instance, _function) = (instance, function);
    }

    private sealed class Cancellation(GuestTaskCall call) : LoopWork
    {
        internal override bool Execute()
        {
            if (call._isOver || call._task is not { } task)
            {
                return true;
            }

            var loop = call._instance!.Loop;
            loop.Scheduler.OnTurn(loop, call.State);
            return task.RequestCancellation(caller: null);
        }

        protected internal override void Run() => throw new System.Diagnostics.UnreachableException();
    }
}
