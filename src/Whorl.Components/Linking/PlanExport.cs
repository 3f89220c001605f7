using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Linking;

/// <summary>Something that a planned component exports.</summary>
internal abstract record PlanExport;

/// <summary>An exported function.</summary>
internal sealed record FunctionExport(ComponentFunction Function, ComponentFuncType Type) : PlanExport;

/// <summary>An exported instance.</summary>
internal sealed record InstanceExport(ExportTree Exports) : PlanExport;

/// <summary>An exported value type.</summary>
internal sealed record ValueTypeExport(ComponentType Type) : PlanExport;

/// <summary>An exported resource type.</summary>
internal sealed record ResourceExport(ResourceType Resource) : PlanExport;

/// <summary>An exported function, instance or component type, which has no use at run time.</summary>
internal sealed record OtherTypeExport : PlanExport;

/// <summary>An exported core module, which can be bound to another component's import.</summary>
internal sealed record CoreModuleExport(ReadOnlyMemory<byte> Bytes) : PlanExport;

/// <summary>An exported component, which can be bound to another component's import.</summary>
internal sealed record ComponentExport(ComponentDefinition Component) : PlanExport
{
    /// <summary>Where the component was found, when it refers to what lies around it.</summary>
    public ComponentFrame? Outer { get; init; }
}
