namespace Whorl.Components.Runtime;

/// <summary>What one component instance may take of the host beyond its store's own limits.</summary>
/// <param name="Handles">The most handles that one component instance may hold at once.</param>
/// <param name="LiftedBytes">The most bytes of strings and lists that one call may hand over.</param>
/// <param name="HostOperations">The most operations of the host that guests of one store may wait for at once.</param>
internal readonly record struct ComponentLimits(int Handles, long LiftedBytes, int HostOperations);
