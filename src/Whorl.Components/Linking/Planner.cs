using Whorl.Components.Hosting;
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
        return ShimElimination.Apply(builder.Build(ToTree(exports, component.Signature.Exports)));
    }

    /// <summary>Plans the instantiation of a component together with those that meet its imports.</summary>
    /// <exception cref="LinkException">The parts do not fit together.</exception>
    /// <exception cref="UnsupportedComponentException">A component needs something that this host does not offer.</exception>
    public static LinkPlan Plan(ComponentPart root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var builder = new PlanBuilder();
        var composed = Composer.Run(builder, root);
        return ShimElimination.Apply(builder.Build(ToTree(composed.Exports, composed.Declared)));
    }

    // An instance may hold more than the type under which it is exported; the rest stays hidden.
    private static ExportTree ToTree(Dictionary<string, PlanItem> exports, ExternTypes types) =>
        new(types.Select(type => KeyValuePair.Create(type.Key, ToExport(exports[type.Key], type.Value))));

    private static PlanExport ToExport(PlanItem item, ExternType type) => item switch
    {
        FunctionItem function => new FunctionExport(function.Function, function.Type),
        InstanceItem instance => new InstanceExport(ToTree(instance.Exports, ((InstanceExtern)type).Type.Exports)),
        ModuleItem module => new CoreModuleExport(module.Module.Bytes),
        ComponentItem component => new ComponentExport(component.Component) { Outer = component.Outer },
        TypeItem { Type: ResourceName name } => new ResourceExport(name.Resource),
        TypeItem { Type: ComponentType value } => new ValueTypeExport(value),
        _ => new OtherTypeExport(),
    };
}
