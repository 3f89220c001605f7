namespace Whorl.Components.Hosting;

/// <summary>A piece of work for a store's loop. One object can wait in one loop's queue at a time, and can be posted again once it runs.</summary>
public abstract class LoopWork
{
    internal LoopWork? NextWork { get; set; }

    /// <summary>Whether the work can be done now, while a guest waits in the middle of its code.</summary>
    internal virtual bool CanRun => true;

    /// <summary>Does the work. The loop's thread runs it, and no guest of the store is running a call meanwhile, unless it waits in one.</summary>
    /// <remarks>An exception ends the component instance, as a trap does.</remarks>
    protected internal abstract void Run();

    /// <summary>The component instance has ended before the work was done; it will not be done. May be called on any thread.</summary>
    /// <param name="cause">Why the instance has ended.</param>
    protected internal virtual void OnEnded(Exception cause)
    {
    }

    /// <summary>Does the work, which may call a guest.</summary>
    /// <returns>False when the guest failed, and the store keeps the cause.</returns>
    internal virtual bool Execute()
    {
        Run();
        return true;
    }
}
