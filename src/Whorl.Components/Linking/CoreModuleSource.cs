namespace Whorl.Components.Linking;

/// <summary>The bytes of a core module: a range of the component's own bytes, or an imported module.</summary>
internal sealed record CoreModuleSource(ReadOnlyMemory<byte> Bytes);
