using System.CommandLine;
using Whorl.Cli.Interaction;

namespace Whorl.Cli.Commands;

/// <summary><c>whorl completion</c>: scripts that let a shell ask whorl itself what may come next.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _whorl() {
            local IFS=$'\n'
            COMPREPLY=($(whorl "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
            [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -F _whorl whorl
        """;

    private const string Zsh = """
        _whorl() {
            local -a words
            words=("${(@f)$(whorl "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            if [ -n "${words[1]}" ]; then compadd -a words; else _files; fi
        }
        compdef _whorl whorl
        """;

    private const string Fish = """
        complete -c whorl -a '(whorl "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
        """;

    public static Command Create(ITerminal terminal)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a script that completes whorl's commands and options") { shell };
        HelpWithExamples.Add(command, """
            Examples:
              source <(whorl completion bash)
              whorl completion zsh > ~/.zfunc/_whorl
              whorl completion fish > ~/.config/fish/completions/whorl.fish
            """);
        command.SetAction(parsed =>
        {
            terminal.Output.WriteLine(parsed.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
            return ExitCodes.Success;
        });
        return command;
    }
}
