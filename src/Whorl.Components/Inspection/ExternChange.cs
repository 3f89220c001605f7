using System.Collections.Immutable;

namespace Whorl.Components.Inspection;

/// <summary>An import or export that differs between two versions of a component.</summary>
/// <param name="Kind">How.</param>
/// <param name="Name">Its name in the new version, or in the old one when it was removed.</param>
public sealed record ExternChange(ChangeKind Kind, string Name)
{
    /// <summary>Its name in the old version when that is another, such as an earlier version of the interface; else null.</summary>
    public string? OldName { get; init; }

    /// <summary>For a change: the functions that are new.</summary>
    public ImmutableArray<string> AddedFunctions { get; init; } = [];

    /// <summary>For a change: the functions that are gone.</summary>
    public ImmutableArray<string> RemovedFunctions { get; init; } = [];

    /// <summary>For a change: the functions whose type is another.</summary>
    public ImmutableArray<string> ChangedFunctions { get; init; } = [];
}
