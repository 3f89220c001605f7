namespace Whorl.Components.Tasks;

/// <summary>An event as a guest gets it.</summary>
/// <param name="Code">What happened.</param>
/// <param name="Handle">The waitable that it happened to.</param>
/// <param name="Payload">A subtask's state, or a copy's result and progress.</param>
internal readonly record struct WaitableEvent(EventCode Code, uint Handle, uint Payload);
