namespace Whorl.Components.Abi;

/// <summary>What a call sets aside in the component instance that it enters, and puts back when it leaves.</summary>
internal readonly struct CallScope
{
    private readonly GuestTask? _outerTask;
    private readonly ContextSlots _outerSlots;

    private CallScope(CanonicalContext callee)
    {
        _outerTask = callee.Task;
        _outerSlots = callee.Component.ContextSlots;
    }

    /// <param name="callee">The context that the call lowers into.</param>
    /// <param name="takesBorrows">Whether the call can lend handles to the callee.</param>
    public static CallScope Begin(CanonicalContext callee, bool takesBorrows)
    {
        var scope = new CallScope(callee);
        callee.Task = takesBorrows ? new GuestTask() : null;
        callee.Component.ContextSlots = default;
        return scope;
    }

    public void End(CanonicalContext callee)
    {
        callee.Task = _outerTask;
        callee.Component.ContextSlots = _outerSlots;
    }
}
