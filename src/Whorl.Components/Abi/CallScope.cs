using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Components.Tasks;

namespace Whorl.Components.Abi;

/// <summary>A synchronous call into a component instance, run by a frame on the stack: its task, and what it sets aside meanwhile.</summary>
internal readonly struct CallScope
{
    private readonly GuestTask _task;
    private readonly TaskFrame _frame;

    private CallScope(GuestTask task)
    {
        _task = task;
        task.Push(out _frame);
    }

    public GuestTask Task => _task;

    /// <param name="instance">The instance that is called.</param>
    /// <param name="function">The function that is called; null for a destructor.</param>
    /// <param name="component">The component instance that the call enters.</param>
    public static CallScope Begin(ComponentInstance instance, GuestFunction? function, ComponentState component) =>
        new(instance.RentTask(function, component));

    public void End(ComponentInstance instance)
    {
        _task.Pop(_frame);
        instance.ReturnTask(_task);
    }
}
