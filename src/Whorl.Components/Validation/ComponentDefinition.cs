namespace Whorl.Components.Validation;

/// <summary>A validated component, ready to be planned. Immutable.</summary>
public sealed class ComponentDefinition
{
    internal ComponentDefinition(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
    }

    /// <summary>The component's own bytes, from its preamble on.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }
}
