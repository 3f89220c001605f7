using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Linking;

/// <summary>The bytes of a core module: a range of the component's own bytes, or an imported module.</summary>
internal sealed record CoreModuleSource(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>What the component calls the module, or null.</summary>
    public string? Name { get; init; }

    /// <summary>What the module imports and exports.</summary>
    public required CoreModuleType Type { get; init; }
}
