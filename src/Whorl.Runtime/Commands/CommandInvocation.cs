using Whorl.Components.Hosting;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Loading;
using Whorl.Wasi;

namespace Whorl.Runtime.Commands;

/// <summary>One run of a component as a program of the command line.</summary>
/// <param name="component">The component, which must be a program.</param>
/// <param name="start">What it is started with.</param>
public sealed class CommandInvocation(LoadedComponent component, CommandStart start) : GuestInvocation(component, depth: 0)
{
    /// <summary>What the process ends with when the program did not come to its own end.</summary>
    private const int Failure = 1;

    private readonly TaskCompletionSource<int> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _exitCode;

    /// <summary>The exit code, once the program is over; never fails.</summary>
    public Task<int> Completed => _completed.Task;

    /// <inheritdoc/>
    public override bool TryStart()
    {
        bool isStarted = Component.TryScheduleAdmitted(this);
        if (!isStarted)
        {
            _completed.TrySetResult(Failure);
        }

        return isStarted;
    }

    /// <inheritdoc/>
    protected override void Call(ComponentInstance instance, WasiContext context) => _exitCode = Component.Parts.Program!.Program.Run(instance, Aborted);

    /// <inheritdoc/>
    protected override void OnEnded(in GuestOutcome outcome) => _completed.TrySetResult(outcome.End == GuestEnd.Returned ? _exitCode : Failure);

    private protected override ProgramStart? PrepareProgram() => new([], [Component.Id, .. start.Arguments], start.Stdin)
    {
        Stdout = new StreamSink(start.Stdout, OnBroken),
        Stderr = new StreamSink(start.Stderr, OnBroken),
    };

    private void OnBroken() => Abort(GuestEnd.OutputClosed);
}
