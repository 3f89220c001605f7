using Whorl.Components.Validation;

namespace Whorl.Components.Binary;

/// <summary>Reads components in the binary format.</summary>
public static class ComponentBinary
{
    /// <summary>Decodes and validates a component. The result keeps <paramref name="bytes"/>, which must not change afterwards.</summary>
    /// <exception cref="InvalidComponentException">The bytes are malformed or invalid; the message says where.</exception>
    public static ComponentDefinition Decode(ReadOnlyMemory<byte> bytes) =>
        new ComponentReader().Read(bytes);
}
