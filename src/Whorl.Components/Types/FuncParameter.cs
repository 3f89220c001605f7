namespace Whorl.Components.Types;

/// <summary>One labelled parameter of a component function.</summary>
public readonly record struct FuncParameter(string Name, ComponentType Type);
