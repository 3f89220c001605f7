using System.Collections.Immutable;
using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Linking;

/// <summary>What a component's imports are bound to while it is planned. Functions and resources that are not bound here are the host's.</summary>
internal sealed record ImportBindings(ImmutableDictionary<string, ImportBinding> ByName)
{
    /// <summary>No bindings: the host provides everything.</summary>
    public static ImportBindings None { get; } = new(ImmutableDictionary<string, ImportBinding>.Empty);
}

/// <summary>What one import is bound to.</summary>
internal abstract record ImportBinding;

/// <summary>A core module, as bytes.</summary>
internal sealed record ModuleBinding(ReadOnlyMemory<byte> Bytes) : ImportBinding;

/// <summary>A component, to be instantiated inside the plan.</summary>
internal sealed record ComponentBinding(ComponentDefinition Component) : ImportBinding
{
    /// <summary>For a component that another one exports, <see cref="ComponentExport.Outer"/>.</summary>
    public ComponentFrame? Outer { get; init; }
}

/// <summary>An instance whose members are bound one by one; those that are not bound are the host's.</summary>
internal sealed record InstanceBinding(ImmutableDictionary<string, ImportBinding> Members) : ImportBinding;

/// <summary>A value type.</summary>
internal sealed record TypeBinding(ComponentType Type) : ImportBinding;
