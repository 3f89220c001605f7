using System.Diagnostics.CodeAnalysis;
using Whorl.Components.Abi;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>
/// A call from the host to a guest's export. In order: lower the parameters into <see cref="Args"/>, <see cref="Invoke"/>,
/// lift the result from <see cref="Args"/>, <see cref="Complete"/>. A call that is disposed before it is complete leaves
/// the instance poisoned, as after a trap.
/// </summary>
public ref struct GuestCall : IDisposable
{
    private readonly GuestFunction _function;
    private readonly CallScope _scope;
    private readonly bool _tookLoop;
    private FlatBuffer _flat;
    private ValRaw _result;
    private bool _done;

    /// <summary>Enters the instance.</summary>
    /// <exception cref="GuestTrapException">The instance is poisoned by an earlier trap, or a call is already inside.</exception>
    /// <exception cref="ArgumentException">The function belongs to another component, or is async: that takes a <see cref="GuestTaskCall"/>.</exception>
    public GuestCall(ComponentInstance instance, ExportedFunction function)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(function);
        instance.CheckOwn(function);
        _function = function.Target;
        if (_function.Type.IsAsync)
        {
            throw new ArgumentException($"The function {function.Name} is async; call it as a task.", nameof(function));
        }

        _tookLoop = instance.Loop.Take();
        try
        {
            instance.Enter(_function.HostEntering);
        }
        catch when (_tookLoop)
        {
            instance.Loop.Leave();
            throw;
        }

        Context = instance.Context(_function.ContextIndex);
        _scope = CallScope.Begin(instance, _function, Context.Component);
        Context.Task = _scope.Task;
    }

    /// <summary>The flat parameters going in; after the call the flat result, if there is one, is in the first place.</summary>
    [UnscopedRef]
    public Span<ValRaw> Args => _flat;

    /// <summary>The guest's memory, allocator, strings and handles.</summary>
    public CanonicalContext Context { get; }

    /// <summary>Runs the guest's function.</summary>
    /// <exception cref="TrapException">The guest trapped.</exception>
    /// <exception cref="GuestTrapException">The guest broke the canonical ABI in a call to the host.</exception>
    public void Invoke()
    {
        Context.Task = null;
        Context.Instance.CallCore(_function, Args[.._function.SlotCount]);
        Context.Instance.ResetLiftBudget();
        _result = _flat[0];
    }

    /// <summary>Ends the call once the result is lifted: runs the guest's post-return function and leaves the instance.</summary>
    public void Complete()
    {
        _scope.Task.CheckReturned();
        Context.Instance.CallPostReturn(_function, _result);
        _scope.End(Context.Instance);
        Context.Instance.Leave(_function.HostEntering);
        _done = true;
    }

    /// <summary>Poisons the instance if the call did not complete.</summary>
    public readonly void Dispose()
    {
        if (Context is null)
        {
            return;
        }

        if (!_done)
        {
            Context.Instance.Poison();
        }

        if (_tookLoop)
        {
            Context.Instance.Loop.Leave();
        }
    }
}
