using System.Collections.Immutable;
using Whorl.Components.Binary;
using Whorl.Components.Types;

namespace Whorl.Components.Validation;

/// <summary>A validated component, ready to be planned. Immutable.</summary>
public sealed class ComponentDefinition
{
    internal ComponentDefinition(ReadOnlyMemory<byte> bytes, ComponentSignature signature, ImmutableArray<Definition> definitions, ComponentNames names)
    {
        Bytes = bytes;
        Signature = signature;
        Definitions = definitions;
        Names = names;
    }

    /// <summary>The component's own bytes, from its preamble on.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The names of what the component imports, in order.</summary>
    public IEnumerable<string> ImportNames => Signature.Imports.Select(import => import.Key);

    /// <summary>The names of what the component exports, in order.</summary>
    public IEnumerable<string> ExportNames => Signature.Exports.Select(export => export.Key);

    /// <summary>
    /// The bytes of every core module in the component and in the components nested in it, whether or not it is ever
    /// instantiated. Their structure is validated, their code is not: that is the engine's part.
    /// </summary>
    public IEnumerable<ReadOnlyMemory<byte>> CoreModules => Definitions.SelectMany(definition => definition switch
    {
        CoreModuleDefinition module => [module.Module.Bytes],
        NestedComponentDefinition nested => nested.Component.CoreModules,
        _ => Enumerable.Empty<ReadOnlyMemory<byte>>(),
    });

    /// <summary>What the component imports and exports.</summary>
    internal ComponentSignature Signature { get; }

    /// <summary>The component's definitions, in order.</summary>
    internal ImmutableArray<Definition> Definitions { get; }

    /// <summary>What the component calls its parts.</summary>
    internal ComponentNames Names { get; }
}
