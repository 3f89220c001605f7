namespace Whorl.Components.Hosting;

/// <summary>Told around every wait of a guest, so that a scheduler can put another thread to work meanwhile.</summary>
/// <remarks>
/// Both methods are called on the guest's own thread and are always paired. They are not called when what the
/// guest waits for is there already. Time between the two is not CPU time of the guest.
/// </remarks>
public interface IBlockingRegion
{
    /// <summary>The guest's thread is about to wait.</summary>
    void Enter();

    /// <summary>The wait is over: what was waited for is there, or the instance is being ended.</summary>
    void Exit();
}
