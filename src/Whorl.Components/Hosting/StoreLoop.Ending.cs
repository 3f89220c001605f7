using Whorl.Components.Tasks;

namespace Whorl.Components.Hosting;

/// <content>Who is told when the instance ends.</content>
public sealed partial class StoreLoop
{
    private MemberList<GuestTaskCall> _calls;
    private MemberList<IHostEnd> _ends;
    private int _actingEnds;

    internal void AddCall(GuestTaskCall call) => _calls.Add(call);

    internal void RemoveCall(GuestTaskCall call) => _calls.Remove(call);

    /// <summary>Remembers an end of a stream or future that the host holds, to tell it when the instance ends.</summary>
    internal void AddEnd(IHostEnd end)
    {
        if (_ends.Add(end) && end.CanAct)
        {
            _actingEnds++;
        }
    }

    internal void RemoveEnd(IHostEnd end)
    {
        if (_ends.Remove(end) && end.CanAct)
        {
            _actingEnds--;
        }
    }

    /// <summary>The instance has ended: tells everybody who still expects something of it.</summary>
    internal void End(Exception cause)
    {
        _tasks = 0;
        DiscardReady(cause);
        foreach (var end in _ends.TakeAll())
        {
            end.Abandon(cause);
        }

        _actingEnds = 0;
        foreach (var call in _calls.TakeAll())
        {
            call.Fail(cause);
        }
    }

    private void DiscardReady(Exception cause)
    {
        while (_ready.TakeAny() is { } work)
        {
            work.OnEnded(cause);
        }
    }
}
