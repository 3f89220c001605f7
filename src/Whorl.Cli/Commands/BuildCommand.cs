using System.CommandLine;
using Whorl.Cli.Building;
using Whorl.Cli.Interaction;
using Whorl.Cli.Serving;

namespace Whorl.Cli.Commands;

/// <summary><c>whorl build</c>.</summary>
internal static class BuildCommand
{
    public static Command Create(ITerminal terminal)
    {
        var source = AppOptions.Source();
        var from = AppOptions.From();
        var profile = AppOptions.Profile();
        var components = new Option<string[]>("--component-id", "-c") { Description = "Build only this component and what it depends on; can be given several times", HelpName = "ID" };
        var command = new Command("build", "Run the build commands of an app's components") { source, from, profile, components };
        HelpWithExamples.Add(command, """
            Each component's build.command is run by the shell, in build.workdir, after those of the components it depends on.

            Examples:
              whorl build                       the app in this folder
              whorl build samples/tour          the app in another one
              whorl build -c api -c site        two of its components
            """);
        command.Aliases.Add("b");
        command.SetAction(async (parsed, cancel) =>
        {
            var app = AppFinder.Find(terminal, AppOptions.Chosen(parsed, source, from), parsed.GetValue(profile));
            await new BuildRunner(terminal).RunAsync(app, parsed.GetValue(components) ?? [], cancel);
            return ExitCodes.Success;
        });
        return command;
    }
}
