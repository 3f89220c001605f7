namespace Whorl.Components.Types.CoreModules;

/// <summary>Anything that a core type index of a component can stand for: a core type or a core module type.</summary>
internal abstract class CoreTypeDefinition;
