using System.Diagnostics.CodeAnalysis;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Candidates;
using Whorl.Wasi.P3;

namespace Whorl.Wasi;

/// <summary>
/// A component that is a program, by <c>wasi:cli/run</c> of WASI 0.2 or 0.3, or a preview 1 program. One object serves all its instances.
/// </summary>
public sealed class CommandGuest
{
    private readonly P2.Cli.Run.RunExport? _run;
    private readonly P3.Cli.Run.RunExport? _runAsync;
    private readonly ExportedFunction? _start;

    private CommandGuest(P2.Cli.Run.RunExport? run, P3.Cli.Run.RunExport? runAsync, ExportedFunction? start)
    {
        _run = run;
        _runAsync = runAsync;
        _start = start;
    }

    /// <summary>Finds the program in a linked component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="guest">The program, when the component is one.</param>
    /// <exception cref="LinkException">The component exports it with another type.</exception>
    public static bool TryBind(ComponentPre component, [NotNullWhen(true)] out CommandGuest? guest)
    {
        ArgumentNullException.ThrowIfNull(component);
        P2.Cli.Run.RunExport? run = null;
        ExportedFunction? start = null;
        bool found = P3.Cli.Run.RunExport.TryBind(component, out P3.Cli.Run.RunExport? runAsync)
            || P3.Cli.Run.RunExport.TryBind(component, Releases.Candidate("wasi:cli/run"), out runAsync)
            || P2.Cli.Run.RunExport.TryBind(component, out run)
            || P2.Cli.Run.RunExport.TryBind(component, Candidate.November.NameOf("wasi:cli/run"), out run)
            || P2.Cli.Run.RunExport.TryBind(component, Candidate.October.NameOf("wasi:cli/run"), out run)
            || component.TryGetExport("", "_start", "func()", out start);
        guest = found ? new CommandGuest(run, runAsync, start) : null;
        return guest is not null;
    }

    /// <summary>Runs the program to its end.</summary>
    /// <param name="instance">A fresh instance of the component.</param>
    /// <param name="aborted">Ends the waits of a program of WASI 0.3; those of 0.2 end with <see cref="WasiContext.Aborted"/>.</param>
    /// <returns>The exit code: that which the program gave, else 0 for success and 1 for failure.</returns>
    public int Run(ComponentInstance instance, CancellationToken aborted = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        try
        {
            if (_start is not null)
            {
                using var call = new GuestCall(instance, _start);
                call.Invoke();
                call.Complete();
                return 0;
            }

            Result<Unit, Unit> result = _runAsync is { } run ? Run(instance, run, aborted) : _run!.Run(instance);
            return result.IsOk ? 0 : 1;
        }
        catch (GuestExitException exit)
        {
            return exit.Code;
        }
    }

    private static Result<Unit, Unit> Run(ComponentInstance instance, P3.Cli.Run.RunExport run, CancellationToken aborted)
    {
        P3.Cli.Run.RunExport.RunCall call = run.Run(instance);
        instance.Loop.RunUntil(() => call.Exited.IsCompleted, aborted);
        call.Exited.GetAwaiter().GetResult();
        return call.Returned.GetAwaiter().GetResult();
    }
}
