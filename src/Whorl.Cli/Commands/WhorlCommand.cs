using System.Collections.Immutable;
using System.CommandLine;
using Whorl.Apps.Diagnostics;
using Whorl.Cli.Interaction;

namespace Whorl.Cli.Commands;

/// <summary>The root command, and the one place where a failure becomes a message and an exit code.</summary>
internal static class WhorlCommand
{
    public static async Task<int> RunAsync(string[] args, ITerminal terminal)
    {
        var parsed = Parse(args, terminal);
        if (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                terminal.Fail(error.Message);
            }
            terminal.Say($"See '{CommandPath(parsed)} --help'.");
            return ExitCodes.Usage;
        }
        try
        {
            // Failures are reported below, with their hints, rather than with a stack trace. A server that is told to stop has a time
            // limit of its own for the requests under way.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = Timeout.InfiniteTimeSpan,
            });
        }
        catch (AppException failure)
        {
            foreach (var diagnostic in failure.Diagnostics)
            {
                terminal.Say(diagnostic.ToString());
            }
            return ExitCodes.Failure;
        }
        catch (OperationCanceledException)
        {
            // Told to stop before it had started.
            return ExitCodes.Failure;
        }
        catch (CommandException failure)
        {
            terminal.Fail(failure.Message, failure.Hint);
            return ExitCodes.Failure;
        }
    }

    /// <summary>What follows <c>--</c> is for the program that <c>whorl up</c> runs, whatever it looks like.</summary>
    private static ParseResult Parse(string[] args, ITerminal terminal)
    {
        // An `@` begins the name of a file that the options themselves read.
        var how = new ParserConfiguration { ResponseFileTokenReplacer = null };
        int dashes = Array.IndexOf(args, "--");
        var parsed = Create(terminal, []).Parse(args, how);
        return dashes < 0 || parsed.CommandResult.Command.Name != "up" ? parsed : Create(terminal, [.. args[(dashes + 1)..]]).Parse(args[..dashes], how);
    }

    internal static RootCommand Create(ITerminal terminal, ImmutableArray<string> programArguments)
    {
        var root = new RootCommand("Whorl runs WebAssembly components as functions: each request gets a sandboxed instance of its own.");
        HelpWithExamples.Install(root);
        HelpWithExamples.Add(root, """
            Start here:
              whorl up samples/hello        serve an app from its spin.toml
              whorl up component.wasm       serve a single component on every path
              whorl build samples/tour      run the build commands of an app
              whorl inspect component.wasm  say what a component is and asks for
            """);
        root.Subcommands.Add(UpCommand.Create(terminal, programArguments));
        root.Subcommands.Add(BuildCommand.Create(terminal));
        root.Subcommands.Add(InspectCommand.Create(terminal));
        root.Subcommands.Add(CompletionCommand.Create(terminal));
        return root;
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Push(command.Command is RootCommand ? "whorl" : command.Command.Name);
        }
        return string.Join(' ', names);
    }
}
