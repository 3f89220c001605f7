using System.CommandLine;
using Whorl.Cli.Inspection;
using Whorl.Cli.Interaction;

namespace Whorl.Cli.Commands;

/// <summary><c>whorl inspect</c>.</summary>
internal static class InspectCommand
{
    public static Command Create(ITerminal terminal)
    {
        var source = AppOptions.Source();
        var newer = new Argument<string?>("newer") { Description = "A newer version of a component, to compare with", Arity = ArgumentArity.ZeroOrOne };
        var from = AppOptions.From();
        var profile = AppOptions.Profile();
        var compare = new Option<string?>("--compare") { Description = "The same as the second argument", HelpName = "FILE" };
        var format = new Option<string?>("--format") { Description = "How to print what was found", HelpName = "plain|json" };
        var validate = new Option<bool>("--validate") { Description = "Ask the engine's own implementation of the component model for its verdict too" };
        var command = new Command("inspect", "Say what a component is, and what it asks for") { source, newer, from, profile, compare, format, validate };
        HelpWithExamples.Add(command, """
            Prints who serves each import, what the manifest may have to grant, the core modules, the toolchain and the world in WIT. Nothing
            is run. With two versions of a component, prints what the newer one asks for that the older one did not, and the other way round.

            Examples:
              whorl inspect component.wasm
              whorl inspect old.wasm new.wasm
              whorl inspect samples/tour --format json
              whorl inspect component.wasm --validate
            """);
        command.Aliases.Add("i");
        command.SetAction(async (parsed, cancel) =>
        {
            using var inspector = new Inspector(terminal, new InspectOptions
            {
                Source = AppOptions.Chosen(parsed, source, from),
                Newer = Newer(parsed.GetValue(newer), parsed.GetValue(compare), AppOptions.Chosen(parsed, source, from)),
                Profile = parsed.GetValue(profile),
                Json = OutputFormat.IsJson(parsed.GetValue(format)),
                Validate = parsed.GetValue(validate),
            });
            return await inspector.RunAsync(cancel);
        });
        return command;
    }

    private static string? Newer(string? argument, string? option, string? source)
    {
        if (argument is not null && option is not null)
        {
            throw new CommandException($"The newer version is named twice, as {argument} and with --compare {option}.", "Name it once.");
        }

        return (argument ?? option) is { } newer && source is null
            ? throw new CommandException($"There is nothing to compare {newer} with.", "Name the older version too: whorl inspect old.wasm new.wasm.")
            : argument ?? option;
    }
}
