using System.Diagnostics;
using Whorl.Components.Linking;

namespace Whorl.Components.Runtime;

/// <summary>Makes what core modules call: lowered functions and built-ins.</summary>
internal sealed class CalleeFactory(LinkedComponent linked, CalleeTable table)
{
    private readonly CoreCallee?[] _lowerings = new CoreCallee?[linked.Plan.Lowerings.Length];
    private readonly Dictionary<CoreCallee, nint> _pinned = [];

    public CoreSource Source(CoreItem item)
    {
        if (item is CoreExport export)
        {
            return new CoreSource(export);
        }

        var callee = Callee(item);
        return new CoreSource(callee, Pin(callee));
    }

    public nint Pin(CoreCallee callee)
    {
        if (!_pinned.TryGetValue(callee, out var env))
        {
            env = table.Pin(callee);
            _pinned.Add(callee, env);
        }

        return env;
    }

    public CoreCallee Callee(CoreItem item) => item switch
    {
        LoweredFunction lowered => _lowerings[lowered.Lowering] ??= Lower(linked.Plan.Lowerings[lowered.Lowering]),
        Builtin builtin => new UnsupportedCallee(builtin.Kind.ToString(), builtin.CoreType),
        _ => throw new UnreachableException(),
    };

    private CoreCallee Lower(Lowering lowering)
    {
        var context = linked.Contexts.IndexOf(lowering.Options);
        if (lowering.Options.IsAsync)
        {
            return new UnsupportedCallee("an async lowering", lowering.CoreType);
        }

        if (lowering.Target is HostProvided host)
        {
            var (function, slot) = linked.Imports.Functions[host.Import];
            return new HostCallee(function, slot, lowering.Options.ComponentInstance, context, lowering.CoreType);
        }

        throw new UnreachableException();
    }
}
