namespace Whorl.Components.Validation;

/// <summary>What a scope of indices belongs to.</summary>
internal enum ScopeKind : byte
{
    Component,
    ComponentType,
    InstanceType,
}
