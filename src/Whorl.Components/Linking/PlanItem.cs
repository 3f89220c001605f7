using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Linking;

/// <summary>What a component-level index stands for while a component is planned.</summary>
internal abstract class PlanItem;

/// <summary>A function, with its type in terms of the plan's resources.</summary>
internal sealed class FunctionItem(ComponentFuncType type, Func<ComponentFunction> source) : PlanItem
{
    private ComponentFunction? _function;

    public ComponentFuncType Type => type;

    /// <summary>Who provides the function. Only what is really used is asked of the host, or must be supported.</summary>
    public ComponentFunction Function => _function ??= source();
}

internal sealed class ModuleItem(EmbeddedModule module, string? name) : PlanItem
{
    public EmbeddedModule Module => module;

    public string? Name => name;
}

/// <summary>A component with the frame it was found in, to which its outer aliases refer.</summary>
internal sealed class ComponentItem(ComponentDefinition component, ComponentFrame? outer) : PlanItem
{
    public ComponentDefinition Component => component;

    public ComponentFrame? Outer => outer;
}

internal sealed class InstanceItem(Dictionary<string, PlanItem> exports) : PlanItem
{
    public Dictionary<string, PlanItem> Exports => exports;
}

/// <summary>A type in terms of the plan's resources.</summary>
internal sealed class TypeItem(TypeDefinition type) : PlanItem
{
    public TypeDefinition Type => type;
}
