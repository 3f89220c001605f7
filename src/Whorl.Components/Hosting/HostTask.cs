namespace Whorl.Components.Hosting;

/// <summary>On whose behalf an async host function works.</summary>
/// <param name="State">
/// What the host gave to the task that calls (<see cref="GuestTaskCall.State"/>), or to the one that started it; null if nothing.
/// </param>
/// <param name="Cancellation">Cancelled when the guest gives up this call, or ends.</param>
public readonly record struct HostTask(object? State, CancellationToken Cancellation);
