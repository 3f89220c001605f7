using Whorl.Cli.Commands;
using Whorl.Cli.Interaction;

return await WhorlCommand.RunAsync(args, new SystemTerminal());
