using System.Collections.Immutable;

namespace Whorl.Runtime.Loading;

/// <summary>The binary of a component, with those that it depends on, and those that stand before it.</summary>
/// <param name="Own">The component's.</param>
/// <param name="Dependencies">One for each of the component's dependencies, in their order.</param>
/// <param name="Middleware">One for each of what stands before the component, outermost first.</param>
internal sealed record ComponentWasm(byte[] Own, ImmutableArray<byte[]> Dependencies, ImmutableArray<byte[]> Middleware)
{
    /// <summary>Whether the component is all there is.</summary>
    public bool IsAlone => Dependencies.IsEmpty && Middleware.IsEmpty;

    /// <summary>All of them, each once.</summary>
    public IEnumerable<byte[]> All => Dependencies.Concat(Middleware).Prepend(Own).Distinct();
}
