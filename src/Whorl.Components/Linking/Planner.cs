using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Linking;

/// <summary>Turns a component with all its nesting into one flat list of steps.</summary>
internal static class Planner
{
    /// <summary>Plans the instantiation of <paramref name="component"/>.</summary>
    /// <exception cref="UnsupportedComponentException">The component needs something that this host does not offer.</exception>
    public static LinkPlan Plan(ComponentDefinition component, ImportBindings bindings)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(bindings);
        var builder = new PlanBuilder();
        var frame = new ComponentFrame(builder, component, outer: null, parentInstance: -1, depth: 0);
        var imports = new ImportItems(builder, frame.Types, bindings);
        var exports = frame.Run(definition => imports.Find(definition));
        return ShimElimination.Apply(builder.Build(ToTree(exports)));
    }

    private static ExportTree ToTree(Dictionary<string, PlanItem> exports) =>
        new(exports.Select(export => KeyValuePair.Create(export.Key, ToExport(export.Value))));

    private static PlanExport ToExport(PlanItem item) => item switch
    {
        FunctionItem function => new FunctionExport(function.Function, function.Type),
        InstanceItem instance => new InstanceExport(ToTree(instance.Exports)),
        ModuleItem module => new CoreModuleExport(module.Module.Bytes),
        ComponentItem component => new ComponentExport(component.Component),
        TypeItem { Type: ResourceName name } => new ResourceExport(name.Resource),
        TypeItem { Type: ComponentType type } => new ValueTypeExport(type),
        _ => new OtherTypeExport(),
    };
}
