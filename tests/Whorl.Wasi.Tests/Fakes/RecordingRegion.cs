using Whorl.Components.Hosting;

namespace Whorl.Wasi.Tests.Fakes;

/// <summary>Says when the guest's thread goes to sleep.</summary>
internal sealed class RecordingRegion : IBlockingRegion
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Entered => _entered.Task;

    public int Enters { get; private set; }

    public int Exits { get; private set; }

    public void Enter()
    {
        Enters++;
        _entered.TrySetResult();
    }

    public void Exit() => Exits++;
}
