namespace Whorl.Components.Inspection;

/// <summary>A linear memory that a core module defines.</summary>
/// <param name="InitialBytes">Its size in a new instance.</param>
/// <param name="MaximumBytes">The size that the module sets as its maximum; null for none.</param>
public sealed record InspectedMemory(decimal InitialBytes, decimal? MaximumBytes);
