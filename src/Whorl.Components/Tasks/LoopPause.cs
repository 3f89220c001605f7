using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Runtime;

namespace Whorl.Components.Tasks;

/// <summary>
/// The frames of guests on the stack that wait while a nested loop runs. The canonical ABI would switch to another stack and so leave their
/// component instances; here they stay, and only their marks are taken away meanwhile.
/// </summary>
internal readonly struct LoopPause
{
    private readonly bool[] _mayEnter;
    private readonly bool[] _isStuck;

    /// <param name="loop">The loop.</param>
    /// <param name="bottom">The task that runs below the innermost loop, whose frames wait already.</param>
    /// <param name="outerWithin">The component instance to which the innermost loop is confined.</param>
    public LoopPause(StoreLoop loop, GuestTask? bottom, ComponentState? outerWithin)
    {
        var components = loop.Instance.Components;
        _mayEnter = Array.ConvertAll(components, c => c.MayEnter);
        _isStuck = Array.ConvertAll(components, c => c.IsStuck);

        // Only a start function runs when no task does: nothing else may.
        Within = loop.Top is null ? components[0] : outerWithin;
        GuestTask? stuck = null;
        for (var task = loop.Top; task is not null && task != bottom; task = task.Below)
        {
            if (stuck is null && !task.IsAsyncTyped)
            {
                Within = task.Component;
                break;
            }

            if (stuck is null && task.Origin == TaskOrigin.AsyncCaller)
            {
                stuck = task.Below;
            }
        }

        if (Within is null)
        {
            LeaveAll(components);
        }
        else
        {
            Leave(loop, bottom);
        }

        // These wait for a call that they do not expect to wait for: until it returns, they are in the middle of something.
        for (; stuck is not null && stuck != bottom; stuck = stuck.Below)
        {
            stuck.Component.IsStuck = true;
            stuck.Component.MayEnter = false;
        }
    }

    /// <summary>The only component instance whose tasks may run, when a synchronous function waits; null for any.</summary>
    public ComponentState? Within { get; }

    /// <summary>Puts the marks back.</summary>
    public void End(ComponentInstance instance)
    {
        for (var i = 0; i < _mayEnter.Length; i++)
        {
            instance.Components[i].MayEnter = _mayEnter[i];
            instance.Components[i].IsStuck = _isStuck[i];
        }
    }

    private static void LeaveAll(ComponentState[] components)
    {
        foreach (var component in components)
        {
            component.MayEnter = !component.IsStuck;
        }
    }

    // The callees of a synchronous function that waits for them are left; the function itself is not.
    private void Leave(StoreLoop loop, GuestTask? bottom)
    {
        var instance = loop.Instance;
        for (var task = loop.Top; task is not null && task != bottom; task = task.Below)
        {
            foreach (var left in EnteringSets.Between(instance.Linked.Plan, Within!.Index, task.Component.Index))
            {
                instance.Components[left].MayEnter = true;
            }
        }
    }
}
