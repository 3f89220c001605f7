namespace Whorl.Triggers.Events;

/// <summary>Where one trigger's events come from: a channel, a topic, a schedule.</summary>
internal interface IEventSource : IDisposable
{
    /// <summary>Begins to take events.</summary>
    /// <returns>Over when it was stopped, or when nothing more can come; fails when it cannot go on.</returns>
    Task Run();

    /// <summary>Takes nothing new, and lets what is under way finish.</summary>
    Task StopAsync(TimeSpan patience);
}
