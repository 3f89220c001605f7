using Whorl.Runtime.Scheduling;

namespace Whorl.Runtime.Tests.Scheduling;

/// <summary>A job that does what its test tells it, step by step.</summary>
internal sealed class StepJob(Action body) : GuestJob
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Finished => _finished.Task;

    public int ThreadId { get; private set; }

    protected internal override void Run()
    {
        ThreadId = Environment.CurrentManagedThreadId;
        try
        {
            body();
            _finished.SetResult();
        }
        catch (Exception e)
        {
            _finished.SetException(e);
        }
    }
}
