using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Whorl.Cli.Commands;

/// <summary>The usual help, followed by what a person learns a command from: more words and examples.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string> s_more = [];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Adds text to a command's own help, which lists of commands leave out.</summary>
    public static void Add(Command command, string more) => s_more.Add(command, more);

    /// <summary>Makes <c>--help</c> of every command below the root show the text that was added to it.</summary>
    public static void Install(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var result = usual.Invoke(parseResult);
        if (s_more.TryGetValue(parseResult.CommandResult.Command, out var more))
        {
            parseResult.InvocationConfiguration.Output.WriteLine(more);
        }
        return result;
    }
}
