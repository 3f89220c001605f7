using System.Collections.Immutable;

namespace Whorl.Components.Types;

/// <summary>The type of a component: what it imports and what its instances export.</summary>
internal sealed class ComponentSignature : TypeDefinition
{
    public ComponentSignature(
        ExternTypes imports,
        ExternTypes exports,
        ImmutableArray<ResourceType> importedResources,
        ImmutableArray<ResourceType> freshResources,
        ImmutableHashSet<ResourceType> exportedResources)
        : base(imports.Traits.With(exports.Traits))
    {
        Imports = imports;
        Exports = exports;
        ImportedResources = importedResources;
        FreshResources = freshResources;
        ExportedResources = exportedResources;
    }

    public ExternTypes Imports { get; }

    public ExternTypes Exports { get; }

    /// <summary>The resources that the imports introduce: variables that every instantiation fills in.</summary>
    public ImmutableArray<ResourceType> ImportedResources { get; }

    /// <summary>The resources that are new in every instance and that the exports mention.</summary>
    public ImmutableArray<ResourceType> FreshResources { get; }

    /// <summary>The resources that have a name among the exports, at any depth.</summary>
    public ImmutableHashSet<ResourceType> ExportedResources { get; }

    internal override string Noun => "component";

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution)
    {
        var imports = Imports.Substitute(substitution);
        var exports = Exports.Substitute(substitution);
        if (ReferenceEquals(imports, Imports) && ReferenceEquals(exports, Exports))
        {
            return this;
        }

        return new ComponentSignature(
            imports,
            exports,
            [.. ImportedResources.Select(substitution.Apply)],
            [.. FreshResources.Select(substitution.Apply)],
            [.. ExportedResources.Select(substitution.Apply)]);
    }
}
