using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Tasks;

/// <summary>A guest's call of a host function whose result comes late.</summary>
/// <param name="context">Lowers for the caller.</param>
/// <param name="cancellation">Tells the host function that nobody wants the result any more; null when it did not ask.</param>
internal abstract class HostSubtask(CanonicalContext context, CancellationTokenSource? cancellation) : Subtask, IHostEnd
{
    private AsyncLayout? _layout;
    private uint _resultPointer;

    /// <summary>Whether the result is there, or is not wanted any more.</summary>
    public bool IsOver { get; private set; }

    public int Place { get; set; }

    protected CanonicalContext Context => context;

    protected StoreLoop Loop => context.Instance.Loop;

    /// <summary>Makes it the subtask of an async lowering, which gets its result by itself.</summary>
    public void Detach(AsyncLayout layout, uint resultPointer)
    {
        _layout = layout;
        _resultPointer = resultPointer;
        Progress(SubtaskState.Started);
    }

    /// <summary>Begins to wait for the result.</summary>
    public void Begin()
    {
        Loop.BeginHostOperation();
        if (cancellation is not null)
        {
            Loop.AddEnd(this);
        }

        Watch();
    }

    /// <summary>Lowers the result; throws what the host function failed with.</summary>
    public abstract void Lower(Span<ValRaw> flat);

    /// <summary>It is counted as an operation.</summary>
    public bool CanAct => false;

    public void Abandon(Exception cause) => CancelHost();

    protected abstract void Watch();

    /// <summary>The host is done, whether or not anybody still wants the result. On the loop.</summary>
    protected void Complete()
    {
        if (IsOver)
        {
            Discard();
            return;
        }

        End();
        if (_layout is { } layout)
        {
            FlatBuffer flat = default;
            flat[layout.FlatCount].U64 = _resultPointer;
            Lower(flat);
            layout.StoreResult(context, flat, _resultPointer);
            Progress(SubtaskState.Returned);
        }
    }

    /// <summary>Gets rid of a result that nobody wants.</summary>
    protected abstract void Discard();

    protected override bool Cancel(ComponentState caller)
    {
        End();
        CancelHost();
        Progress(SubtaskState.CancelledBeforeReturned);
        return true;
    }

    // Who waits for the token runs elsewhere, not in the middle of the guest's call.
    private void CancelHost() => _ = cancellation?.CancelAsync();

    private void End()
    {
        IsOver = true;
        Loop.EndHostOperation();
        if (cancellation is not null)
        {
            Loop.RemoveEnd(this);
        }
    }
}
