using Whorl.Components.Abi;

namespace Whorl.Components.Tasks;

/// <summary>What a running task has pushed aside in its component instance.</summary>
/// <param name="Task">The task that runs there further out.</param>
/// <param name="Slots">What that task keeps.</param>
internal readonly record struct TaskFrame(GuestTask? Task, ContextSlots Slots);
