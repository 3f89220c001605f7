using Whorl.Components.Types;

namespace Whorl.Components.Inspection;

/// <summary>
/// Bounds how much text a component's types become: types that share their parts can be far longer when written out than the binary is.
/// </summary>
internal sealed class TextBudget
{
    /// <summary>What stands for a type that is not written out.</summary>
    public const string TooLong = "too long to be written out";

    // Nodes of types; a large world of WASI has a hundredth of them.
    private long _left = 2_000_000;

    public bool TrySpend(TypeDefinition type)
    {
        if (type.Traits.NodeCount > _left)
        {
            return false;
        }

        _left -= type.Traits.NodeCount;
        return true;
    }
}
