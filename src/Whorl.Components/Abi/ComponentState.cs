using Whorl.Components.Hosting;

namespace Whorl.Components.Abi;

/// <summary>What one component instance (of a component and those nested in it) keeps at run time.</summary>
internal sealed class ComponentState(int index, int handleLimit)
{
    /// <summary>The instance's number in the link plan.</summary>
    public int Index { get; } = index;

    public HandleTable Handles { get; } = new(handleLimit);

    /// <summary>False while a realloc or post-return function runs: it must not call out.</summary>
    public bool MayLeave { get; set; } = true;

    /// <summary>False while a call is inside, and for good once one has trapped.</summary>
    public bool MayEnter { get; set; } = true;

    /// <exception cref="GuestTrapException">The instance must not call out now.</exception>
    public void CheckMayLeave()
    {
        if (!MayLeave)
        {
            throw new GuestTrapException($"{TrapText.CannotLeave}: it is inside a realloc or post-return function");
        }
    }
}
