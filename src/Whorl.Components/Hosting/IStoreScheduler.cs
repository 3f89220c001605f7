namespace Whorl.Components.Hosting;

/// <summary>Finds a thread for a store's loop when work has come for it and no thread is in it.</summary>
public interface IStoreScheduler
{
    /// <summary>Sees to it that <see cref="StoreLoop.Pump"/> is called once, soon, on any thread.</summary>
    /// <remarks>Called on the thread that posted the work, which may be any; must not block and must not throw.</remarks>
    void Schedule(StoreLoop loop);

    /// <summary>
    /// A thread has come into the loop, to run guests: by <see cref="StoreLoop.Pump"/>, <see cref="StoreLoop.Run"/>, or a call. The
    /// place to set the store's deadline. Not told of an instance that has ended, whose store may be disposed. Must not throw.
    /// </summary>
    void OnEntered(StoreLoop loop)
    {
    }

    /// <summary>
    /// A task is about to run code of its guest, in a turn of its own; or to go on with it after others had turns while it waited in the
    /// middle of its code. The place to charge the time since the turn before to the task that
    /// had it, and to set the store's deadline to what this one has left. Must not throw.
    /// </summary>
    /// <param name="loop">The loop.</param>
    /// <param name="taskState">What the host keeps for the task (<see cref="GuestTaskCall.State"/>).</param>
    void OnTurn(StoreLoop loop, object? taskState)
    {
    }

    /// <summary>The thread, which came into the loop by <see cref="OnEntered"/>, is about to leave it. Must not throw.</summary>
    void OnLeaving(StoreLoop loop)
    {
    }
}
