using Whorl.Components.Types;

namespace Whorl.Components.Linking;

/// <summary>A resource that a component in the plan defines, once per instantiation of that component.</summary>
/// <param name="Type">Its identity in every type of the plan.</param>
/// <param name="Destructor">The core function, <c>(rep) -> ()</c>, that runs when an owned handle is dropped; null when there is none.</param>
/// <param name="ComponentInstance">The defining component instance.</param>
internal sealed record PlanResource(ResourceType Type, CoreItem? Destructor, int ComponentInstance);
