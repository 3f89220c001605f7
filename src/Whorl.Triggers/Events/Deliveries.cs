using Whorl.Runtime.Events;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Loading;

namespace Whorl.Triggers.Events;

/// <summary>The events of one trigger that its component works on: no more than so many at a time, and all of them finished at the end.</summary>
/// <param name="component">The component.</param>
/// <param name="limit">How many at a time.</param>
internal sealed class Deliveries(LoadedComponent component, int limit) : IDisposable
{
    private readonly SemaphoreSlim _room = new(limit, limit);
    private readonly HashSet<EventDelivery> _underWay = [];
    private bool _isBrokenOff;

    /// <summary>Waits until one more event can be delivered, and takes its place.</summary>
    public Task TakeRoomAsync(CancellationToken cancellationToken) => _room.WaitAsync(cancellationToken);

    /// <summary>Delivers an event, for which there must be a place.</summary>
    /// <param name="event">The event.</param>
    /// <param name="finish">Told what became of it. The place is free again after that.</param>
    public async Task DeliverAsync(GuestEvent @event, Func<EventResult, ValueTask> finish)
    {
        var delivery = EventDelivery.Start(component, @event);
        lock (_underWay)
        {
            _underWay.Add(delivery);
            if (_isBrokenOff)
            {
                delivery.Abort(GuestEnd.HostStopped);
            }
        }

        EventResult result = await delivery.Completed.ConfigureAwait(false);
        lock (_underWay)
        {
            _underWay.Remove(delivery);
        }

        try
        {
            await finish(result).ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Gives back a place for which there is no event.</summary>
    public void LeaveRoom() => _room.Release();

    /// <summary>Waits until the component is done with all events, and breaks off what is left after a while. Nothing new can be delivered then.</summary>
    public async Task DrainAsync(TimeSpan patience, TimeProvider time)
    {
        using var over = new CancellationTokenSource(patience, time);
        await using CancellationTokenRegistration breakOff = over.Token.UnsafeRegister(static deliveries => ((Deliveries)deliveries!).BreakOff(), this);
        for (int place = 0; place < limit; place++)
        {
            await _room.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _room.Release(limit);
    }

    public void Dispose() => _room.Dispose();

    private void BreakOff()
    {
        lock (_underWay)
        {
            _isBrokenOff = true;
            foreach (EventDelivery delivery in _underWay)
            {
                delivery.Abort(GuestEnd.HostStopped);
            }
        }
    }
}
