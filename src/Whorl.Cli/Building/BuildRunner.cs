using System.Diagnostics;
using Whorl.Apps.Build;
using Whorl.Apps.Model;
using Whorl.Cli.Interaction;
using Whorl.Cli.Serving;

namespace Whorl.Cli.Building;

/// <summary>Runs an app's build commands by the shell, one after the other, with their output on this terminal.</summary>
internal sealed class BuildRunner(ITerminal terminal)
{
    /// <param name="app">The app.</param>
    /// <param name="components">The components to build; empty for all.</param>
    /// <param name="cancel">Stops the command that runs, with everything it started.</param>
    /// <exception cref="CommandException">A folder is not there, or a command failed; nothing after it was run.</exception>
    public async Task RunAsync(AppModel app, IReadOnlyCollection<string> components, CancellationToken cancel)
    {
        var plan = BuildPlan.Create(app, components);
        AppFinder.Report(terminal, plan.Warnings);
        if (plan.Steps.IsEmpty)
        {
            terminal.Say("None of the components have a build command.");
            return;
        }
        foreach (var step in plan.Steps)
        {
            await RunAsync(step, cancel);
        }
        terminal.Step("Finished", "building all components");
    }

    private async Task RunAsync(BuildStep step, CancellationToken cancel)
    {
        if (!Directory.Exists(step.WorkingFolder))
        {
            throw new CommandException(
                $"The build folder {step.WorkingFolder} of component {step.Component} does not exist.", "Correct build.workdir in the manifest, or create the folder.");
        }
        var which = step.Count > 1 ? $" (step {step.Number} of {step.Count})" : "";
        terminal.Step("Building", $"component {step.Component}{which} with `{step.Command}`");
        var code = await ShellAsync(step, cancel);
        if (code != 0)
        {
            throw new CommandException(
                $"The build of component {step.Component} failed: `{step.Command}` ended with exit code {code}.", "Its output is above; run the build again once that is mended.");
        }
    }

    private static async Task<int> ShellAsync(BuildStep step, CancellationToken cancel)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd.exe", ["/c", step.Command]) : new ProcessStartInfo("/bin/sh", ["-c", step.Command]);
        start.WorkingDirectory = step.WorkingFolder;
        using var process = Process.Start(start) ?? throw new CommandException($"The shell could not be started for `{step.Command}`.");
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new CommandException($"The build of component {step.Component} was stopped.");
        }
        return process.ExitCode;
    }
}
