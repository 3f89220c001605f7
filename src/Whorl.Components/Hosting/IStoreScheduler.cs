namespace Whorl.Components.Hosting;

/// <summary>Finds a thread for a store's loop when work has come for it and no thread is in it.</summary>
public interface IStoreScheduler
{
    /// <summary>Sees to it that <see cref="StoreLoop.Pump"/> is called once, soon, on any thread.</summary>
    /// <remarks>Called on the thread that posted the work, which may be any; must not block and must not throw.</remarks>
    void Schedule(StoreLoop loop);

    /// <summary>
    /// A thread has come into the loop, to run guests: by <see cref="StoreLoop.Pump"/>, <see cref="StoreLoop.Run"/>, or a call. The
    /// place to set the store's deadline. Must not throw.
    /// </summary>
    void OnEntered(StoreLoop loop)
    {
    }

    /// <summary>The thread is about to leave the loop. Must not throw.</summary>
    void OnLeaving(StoreLoop loop)
    {
    }
}
