using Whorl.Components.Hosting;

namespace Whorl.Runtime.Events;

/// <summary>Something that a component is told of, in an instance of its own: a message, or that it is time to run.</summary>
public abstract class GuestEvent
{
    private protected GuestEvent()
    {
    }

    /// <summary>The type of the trigger, as manifests write it.</summary>
    internal abstract string Trigger { get; }

    /// <summary>Where it comes from: a channel, a topic, or a schedule.</summary>
    internal abstract string Source { get; }

    /// <summary>Calls the guest.</summary>
    /// <param name="guests">What the component exports for events.</param>
    /// <param name="instance">A fresh instance of it.</param>
    /// <param name="aborted">Ends the guest's waits.</param>
    /// <returns>What the guest says went wrong; null if nothing did.</returns>
    internal abstract string? Deliver(EventGuests guests, ComponentInstance instance, CancellationToken aborted);
}
