using System.Collections.Immutable;

namespace Whorl.Runtime.Loading;

/// <summary>The binary of a component, with those that it depends on.</summary>
/// <param name="Own">The component's.</param>
/// <param name="Dependencies">One for each of the component's dependencies, in their order.</param>
internal sealed record ComponentWasm(byte[] Own, ImmutableArray<byte[]> Dependencies)
{
    /// <summary>All of them, each once.</summary>
    public IEnumerable<byte[]> All => Dependencies.Prepend(Own).Distinct();
}
