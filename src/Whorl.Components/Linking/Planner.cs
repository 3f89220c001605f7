using Whorl.Components.Validation;

namespace Whorl.Components.Linking;

/// <summary>Turns a component with all its nesting into one flat list of steps.</summary>
internal static class Planner
{
    /// <summary>Plans the instantiation of <paramref name="component"/>.</summary>
    /// <exception cref="UnsupportedComponentException">The component needs something that this host does not offer.</exception>
    public static LinkPlan Plan(ComponentDefinition component, ImportBindings bindings) => throw new UnsupportedComponentException(component.ToString()! + bindings);
}
