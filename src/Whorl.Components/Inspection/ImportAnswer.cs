using System.Collections.Immutable;

namespace Whorl.Components.Inspection;

/// <summary>What a host has for an import of a component.</summary>
/// <param name="Import">The import.</param>
/// <param name="Offer">The name of the interface that serves it; empty for a function outside interfaces; null when nothing does.</param>
/// <param name="Problems">What the host lacks of it: what is missing, the nearest offer, and what to do.</param>
public sealed record ImportAnswer(InspectedExtern Import, string? Offer, ImmutableArray<string> Problems);
