using System.CommandLine;
using Whorl.Apps.Diagnostics;
using Whorl.Cli.Interaction;

namespace Whorl.Cli.Commands;

/// <summary>The root command, and the one place where a failure becomes a message and an exit code.</summary>
internal static class WhorlCommand
{
    public static async Task<int> RunAsync(string[] args, ITerminal terminal)
    {
        var parsed = Create(terminal).Parse(args);
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
        catch (CommandException failure)
        {
            terminal.Fail(failure.Message, failure.Hint);
            return ExitCodes.Failure;
        }
    }

    internal static RootCommand Create(ITerminal terminal)
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
        root.Subcommands.Add(UpCommand.Create(terminal));
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
