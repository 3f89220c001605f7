using Whorl.Cli.Commands;
using Whorl.Cli.Interaction;

namespace Whorl.Cli.Serving;

/// <summary>Runs <c>whorl up</c>: loads the app, starts the HTTP trigger, announces it, and serves until the process is told to stop.</summary>
internal sealed class AppServer(ITerminal terminal)
{
    public Task<int> RunAsync(UpOptions options, CancellationToken cancel)
    {
        _ = ListenAddress.Parse(options.Listen);
        terminal.Fail("The HTTP trigger is not part of this build.");
        return Task.FromResult(ExitCodes.Failure);
    }
}
