using Whorl.Components.Hosting;

namespace Whorl.Components.Abi;

/// <summary>What one component instance (of a component and those nested in it) keeps at run time.</summary>
internal sealed class ComponentState(int index, int handleLimit)
{
    private const int MaxBackpressure = 1 << 16;

    private ContextSlots _contextSlots;
    private int _backpressure;

    /// <summary>The instance's number in the link plan.</summary>
    public int Index { get; } = index;

    public HandleTable Handles { get; } = new(handleLimit);

    /// <summary>False while a realloc or post-return function runs: it must not call out.</summary>
    public bool MayLeave { get; set; } = true;

    /// <summary>False while a call is inside, and for good once one has trapped.</summary>
    public bool MayEnter { get; set; } = true;

    /// <summary>What the call that is inside keeps; set aside while a further call is inside.</summary>
    public ref ContextSlots ContextSlots => ref _contextSlots;

    /// <exception cref="GuestTrapException">The instance must not call out now.</exception>
    public void CheckMayLeave()
    {
        if (!MayLeave)
        {
            throw new GuestTrapException($"{TrapText.CannotLeave}: it is inside a realloc or post-return function");
        }
    }

    /// <summary>Counts how often the instance has asked for no further calls of async functions.</summary>
    /// <exception cref="GuestTrapException">The count leaves its range.</exception>
    public void AddBackpressure(int change)
    {
        _backpressure += change;
        if (_backpressure is < 0 or >= MaxBackpressure)
        {
            throw new GuestTrapException($"backpressure counter out of range: {_backpressure} where 0 to {MaxBackpressure - 1} is allowed");
        }
    }
}
