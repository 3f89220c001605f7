using Whorl.Apps.Model;
using Whorl.Runtime.Commands;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Loading;
using Whorl.Runtime.Telemetry;

namespace Whorl.Triggers.Command;

/// <summary>Runs a component once, as a program of the command line.</summary>
public sealed class CommandTrigger : ITrigger
{
    private readonly CommandInvocation _invocation;

    private CommandTrigger(CommandInvocation invocation) => _invocation = invocation;

    /// <inheritdoc/>
    public string Type => "command";

    /// <summary>The program's exit code, once it is over.</summary>
    public Task<int> Ended => _invocation.Completed;

    /// <summary>Starts the program of the app's first command trigger.</summary>
    /// <param name="app">The app; it must outlive the trigger.</param>
    /// <param name="start">What the program is started with.</param>
    public static CommandTrigger Start(LoadedApp app, CommandStart start)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(start);
        var invocation = new CommandInvocation(app.ComponentOf(app.Model.Triggers.OfType<CommandTriggerModel>().First()), start);
        RuntimeTelemetry.CountEvent(invocation.Component, "command");
        invocation.TryStart();
        return new CommandTrigger(invocation);
    }

    /// <summary>Ends the program at once: somebody who stops it does not want to wait until it is done.</summary>
    /// <param name="patience">Not used.</param>
    public async Task StopAsync(TimeSpan patience)
    {
        _invocation.Abort(GuestEnd.HostStopped);
        await _invocation.Completed.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero).ConfigureAwait(false);
}
