using System.Collections.Immutable;

namespace Whorl.Wit;

/// <summary>What to take in when resolving.</summary>
public sealed record WitOptions
{
    /// <summary>The <c>@unstable(feature = ...)</c> features whose items are kept. None by default.</summary>
    public ImmutableHashSet<string> Features { get; init; } = [];

    /// <summary>Keeps every unstable item, whatever its feature.</summary>
    public bool AllFeatures { get; init; }
}
