using System.CommandLine;

namespace Whorl.Cli.Commands;

/// <summary>The options by which every command names an app.</summary>
internal static class AppOptions
{
    public static Argument<string?> Source()
    {
        var source = new Argument<string?>("app")
        {
            Description = "The app: a folder with a spin.toml, a manifest, or a single component (.wasm, .wat). The current folder if omitted",
            Arity = ArgumentArity.ZeroOrOne,
        };

        // The parser takes an option that it does not know for the argument.
        source.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: ['-', ..] option }])
            {
                given.AddError($"{option} is not an option of this command.");
            }
        });
        return source;
    }

    public static Option<string?> From() => new("--from", "-f", "--file", "--from-file") { Description = "The same as the argument", HelpName = "APP" };

    public static Option<string?> Profile() => new("--profile") { Description = "The build profile to apply", HelpName = "NAME" };

    /// <summary>What the user named, or null for the current folder.</summary>
    public static string? Chosen(ParseResult parsed, Argument<string?> source, Option<string?> from)
    {
        var (argument, option) = (parsed.GetValue(source), parsed.GetValue(from));
        if (argument is not null && option is not null)
        {
            throw new CommandException($"The app is named twice, as {argument} and with --from {option}.", "Name it once.");
        }
        return argument ?? option;
    }
}
