using System.Runtime.CompilerServices;

namespace Whorl.Components.Abi;

/// <summary>What guest code keeps for the call that it is in, by <c>context.set</c>. Every call starts with zeros.</summary>
[InlineArray(Length)]
internal struct ContextSlots
{
    internal const int Length = 2;

    private ulong _first;
}
