using System.Collections.Immutable;

namespace Whorl.Components.Types;

/// <summary>The type of a component instance: what it exports.</summary>
internal sealed class InstanceType : TypeDefinition
{
    public InstanceType(ExternTypes exports, ImmutableArray<ResourceType> freshResources, ImmutableHashSet<ResourceType> exportedResources)
        : base(exports.Traits)
    {
        Exports = exports;
        FreshResources = freshResources;
        ExportedResources = exportedResources;
    }

    /// <summary>An instance that exports nothing.</summary>
    public static InstanceType Empty { get; } = new(ExternTypes.Empty, [], []);

    public ExternTypes Exports { get; }

    /// <summary>
    /// The resources that the type itself introduces, and that become new ones for every instance of the type. Empty for
    /// the type of an actual instance, whose resources belong to the component around it.
    /// </summary>
    public ImmutableArray<ResourceType> FreshResources { get; }

    /// <summary>The resources that have a name among the exports, at any depth.</summary>
    public ImmutableHashSet<ResourceType> ExportedResources { get; }

    internal override string Noun => "instance";

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution)
    {
        var exports = Exports.Substitute(substitution);
        var fresh = FreshResources.Any(substitution.Contains) ? [.. FreshResources.Select(substitution.Apply)] : FreshResources;
        return ReferenceEquals(exports, Exports) && fresh == FreshResources
            ? this
            : new InstanceType(exports, fresh, [.. ExportedResources.Select(substitution.Apply)]);
    }
}
