namespace Whorl.Components.Types;

/// <summary>One labelled member of a record.</summary>
public readonly record struct RecordField(string Name, ComponentType Type);
