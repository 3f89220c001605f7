using Whorl.Components.Tasks;

namespace Whorl.Components.Abi;

/// <summary>One row of a handle table. A row without a type is free.</summary>
internal struct HandleEntry
{
    /// <summary>The identity of what the handle is: a resource type, or what kind of waitable.</summary>
    public object? Type;

    /// <summary>The host's object, for host resources.</summary>
    public object? Value;

    /// <summary>The call that the handle was lent to; null for an owned handle.</summary>
    public GuestTask? Scope;

    /// <summary>The defining component's representation, for guest resources; the next free row, for a free one.</summary>
    public uint Rep;

    /// <summary>How many calls in progress have borrowed this handle.</summary>
    public int Lends;

    public readonly bool IsOwned => Scope is null;
}
