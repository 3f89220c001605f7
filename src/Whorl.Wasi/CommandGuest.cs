using System.Diagnostics.CodeAnalysis;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Cli.Run;

namespace Whorl.Wasi;

/// <summary>A component that is a program, by <c>wasi:cli/run</c>. One object serves all its instances.</summary>
public sealed class CommandGuest
{
    private readonly RunExport _run;

    private CommandGuest(RunExport run) => _run = run;

    /// <summary>Finds the program in a linked component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="guest">The program, when the component is one.</param>
    /// <exception cref="LinkException">The component exports it with another type.</exception>
    public static bool TryBind(ComponentPre component, [NotNullWhen(true)] out CommandGuest? guest)
    {
        guest = RunExport.TryBind(component, out RunExport? run) ? new CommandGuest(run) : null;
        return guest is not null;
    }

    /// <summary>Runs the program to its end.</summary>
    /// <param name="instance">A fresh instance of the component.</param>
    /// <returns>The exit code: that which the program gave, else 0 for success and 1 for failure.</returns>
    public int Run(ComponentInstance instance)
    {
        try
        {
            return _run.Run(instance).IsOk ? 0 : 1;
        }
        catch (GuestExitException exit)
        {
            return exit.Code;
        }
    }
}
