using System.Diagnostics;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Components.Tasks;

/// <summary>A call that a guest has made, as the guest sees it: of another guest's function or of a host function.</summary>
internal abstract class Subtask : Waitable
{
    private (HandleTable Table, uint Handle)[]? _lends;
    private bool _delivered;

    public SubtaskState State { get; private set; }

    public bool IsResolved => State >= SubtaskState.Returned;

    public bool IsCancellationRequested { get; private set; }

    /// <summary>Whether the caller has been told how the call ended.</summary>
    public bool IsDelivered => _delivered;

    /// <summary>Keeps what was lent to the call since the stack had the given depth, until its end is delivered.</summary>
    public void TakeLends(ref LendStack lends, int depth)
    {
        if (lends.Depth > depth)
        {
            _lends = lends.Take(depth);
        }
    }

    /// <summary>Canonical ABI: <c>deliver_resolve</c>. The caller learns of the end, and may drop what it lent.</summary>
    public void Deliver()
    {
        Debug.Assert(IsResolved && !_delivered, "A subtask's end is delivered once.");
        _delivered = true;
        foreach (var (table, handle) in _lends ?? [])
        {
            table.Get(handle).Lends--;
        }
    }

    /// <summary>Canonical ABI: the first part of <c>subtask.cancel</c>. It may resolve the subtask at once, or later, or not at all.</summary>
    /// <returns>False when a guest failed, and the store keeps the cause.</returns>
    public bool RequestCancellation(ComponentState caller)
    {
        IsCancellationRequested = true;
        return Cancel(caller);
    }

    /// <summary>Canonical ABI: <c>Subtask.drop</c>.</summary>
    public void CheckDrop()
    {
        if (!_delivered)
        {
            throw new GuestTrapException("cannot drop a subtask which has not yet resolved");
        }
    }

    protected abstract bool Cancel(ComponentState caller);

    protected void ResetState()
    {
        State = SubtaskState.Starting;
        _delivered = false;
        _lends = null;
    }

    protected void Progress(SubtaskState state)
    {
        State = state;

        // Without a handle the caller is still in the call, and sees the state when it comes back.
        if (Handle != 0)
        {
            SetEvent();
        }
    }

    protected sealed override WaitableEvent MakeEvent()
    {
        if (IsResolved)
        {
            Deliver();
        }

        return new WaitableEvent(EventCode.Subtask, Handle, (uint)State);
    }
}
