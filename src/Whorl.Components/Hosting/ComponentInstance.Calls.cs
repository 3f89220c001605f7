using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Whorl.Components.Abi;
using Whorl.Components.Linking;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

public sealed partial class ComponentInstance
{
    /// <summary>Calls an exported function with values of any type.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Its arguments, of the types that <see cref="ExportedFunction.Type"/> says.</param>
    /// <returns>The result; of kind <see cref="ComponentValueKind.None"/> when the function returns nothing.</returns>
    /// <exception cref="TrapException">The guest trapped.</exception>
    /// <exception cref="GuestTrapException">The guest broke the canonical ABI, or an earlier call trapped.</exception>
    /// <exception cref="ArgumentException">An argument does not fit its parameter.</exception>
    public ComponentValue Invoke(ExportedFunction function, params ReadOnlySpan<ComponentValue> arguments)
    {
        ArgumentNullException.ThrowIfNull(function);
        var shape = function.Target.HostShape;
        CheckCount(function, arguments.Length);
        if (function.Type.IsAsync)
        {
            var task = new DynamicTaskCall(shape, arguments.ToArray(), state: null);
            task.Bind(this, function);
            Loop.RunUntil(task, () => task.Result.IsCompleted);
            return task.Result.GetAwaiter().GetResult();
        }

        using var call = new GuestCall(this, function);
        shape.LowerParameters(call.Context, arguments, call.Args);
        call.Invoke();
        var result = shape.LiftResult(call.Context, call.Args, shape.IsResultSpilled);
        call.Complete();
        return result;
    }

    /// <summary>Starts a call of an exported function as a task, with values of any type. Any thread.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Its arguments, of the types that <see cref="ExportedFunction.Type"/> says.</param>
    /// <param name="state">What host functions find as <see cref="HostCall.TaskState"/>.</param>
    /// <returns>The result, once the guest returns it; the task may go on afterwards.</returns>
    /// <inheritdoc cref="Invoke"/>
    public Task<ComponentValue> InvokeAsync(ExportedFunction function, ReadOnlySpan<ComponentValue> arguments, object? state = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        CheckCount(function, arguments.Length);
        var task = new DynamicTaskCall(function.Target.HostShape, arguments.ToArray(), state);
        task.Start(this, function);
        return task.Result;
    }

    /// <summary>Drops a resource that the host holds: runs the destructor of the guest that defines it, or disposes the host's object.</summary>
    /// <exception cref="TrapException">The destructor trapped.</exception>
    /// <exception cref="InvalidOperationException">The resource was given away or dropped before.</exception>
    public void Drop(ComponentResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        resource.GiveAway();
        if (resource.Type is not GuestResourceType type)
        {
            (resource.Value as IDisposable)?.Dispose();
            return;
        }

        var tookLoop = Loop.Take();
        try
        {
            Destroy(type, resource.Rep);
        }
        finally
        {
            if (tookLoop)
            {
                Loop.Leave();
            }
        }
    }

    private void Destroy(GuestResourceType type, uint rep)
    {
        var entering = EnteringSets.FromHost(_linked.Plan, type.Definer.Index);
        Enter(entering);
        try
        {
            if (!TryCallDestructor(type.Definition, rep))
            {
                Store.ThrowPending();
            }
        }
        catch
        {
            Poison();
            throw;
        }

        Leave(entering);
    }

    internal void CheckOwn(ExportedFunction function)
    {
        if (!ReferenceEquals(Component, function.Component))
        {
            throw new ArgumentException($"The function {function.Name} belongs to another component than the instance.", nameof(function));
        }
    }

    /// <exception cref="GuestTrapException">A call is inside one of them, or has trapped there.</exception>
    /// <exception cref="ObjectDisposedException">The instance was disposed.</exception>
    internal void Enter(ImmutableArray<int> entering)
    {
        foreach (var component in entering)
        {
            if (IsPoisoned || !Components[component].MayEnter)
            {
                // One thread may dispose the instance just as another is about to enter it.
                ObjectDisposedException.ThrowIf(IsPoisoned && EndCause is ObjectDisposedException, this);
                throw new GuestTrapException(
                    $"{TrapText.CannotEnter}: {(IsPoisoned ? "an earlier call trapped" : "a call is already inside it")}");
            }
        }

        foreach (var component in entering)
        {
            Components[component].MayEnter = false;
        }
    }

    internal void Leave(ImmutableArray<int> entering)
    {
        foreach (var component in entering)
        {
            Components[component].MayEnter = true;
        }
    }

    /// <summary>Canonical ABI: <c>may_enter_from</c>.</summary>
    internal bool MayEnter(ImmutableArray<int> entering)
    {
        foreach (var component in entering)
        {
            if (!Components[component].MayEnter)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Marks component instances as entered for a turn that the loop gives. In a nested loop some may be entered already.</summary>
    /// <returns>Those that were not, one bit each; components nest less deep than there are bits.</returns>
    internal UInt128 EnterFromLoop(ImmutableArray<int> entering)
    {
        var entered = UInt128.Zero;
        for (var i = 0; i < entering.Length; i++)
        {
            var component = Components[entering[i]];
            entered |= component.MayEnter ? UInt128.One << i : UInt128.Zero;
            component.MayEnter = false;
        }

        return entered;
    }

    internal void LeaveToLoop(ImmutableArray<int> entering, UInt128 entered)
    {
        for (var i = 0; i < entering.Length; i++)
        {
            Components[entering[i]].MayEnter |= (entered >> i & UInt128.One) != UInt128.Zero;
        }
    }

    internal void Poison() => Fail(EndCause);

    internal void CallCore(GuestFunction function, Span<ValRaw> values) => Function(function.Index).Call(Store, values);

    /// <summary>The same, on behalf of a guest: a failure stays with the store.</summary>
    internal bool TryCallCore(GuestFunction function, Span<ValRaw> values) => Function(function.Index).TryCall(Store, values);

    internal void CallPostReturn(GuestFunction function, ValRaw result)
    {
        if (function.Options.PostReturn is not { } slot)
        {
            return;
        }

        var component = Components[function.Options.ComponentInstance];
        component.MayLeave = false;
        Function(_linked.Sources.PostReturn(slot)).Call(Store, new Span<ValRaw>(ref result));
        component.MayLeave = true;
    }

    /// <summary>
    /// Bounds calls between guests. Core code checks its own stack, but a component can lift what it lowered, and so call in a
    /// circle without any core code.
    /// </summary>
    internal static void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new GuestTrapException("call stack exhausted by calls between components");
        }
    }

    internal bool TryCallDestructor(int resource, uint rep)
    {
        CheckStack();
        var slot = _linked.Sources.Destructor(resource);
        if (_linked.Sources.Functions[slot] is null)
        {
            return true;
        }

        var scope = CallScope.Begin(this, null, Components[_linked.Plan.Resources[resource].ComponentInstance]);
        var succeeded = Function(slot).TryCall(Store, [ValRaw.FromU32(rep)]);
        scope.End(this);
        return succeeded;
    }

    /// <summary>Canonical ABI: <c>reallocate</c>. What comes back is not checked yet.</summary>
    internal uint Reallocate(CanonicalOptions options, uint pointer, uint oldByteCount, uint alignment, uint byteCount)
    {
        var slot = options.Realloc
            ?? throw new GuestTrapException("the guest has no realloc function, and the value cannot be passed without one");
        var component = Components[options.ComponentInstance];
        var slots = component.ContextSlots;
        component.ContextSlots = default;
        component.MayLeave = false;
        Span<ValRaw> values =
        [
            ValRaw.FromU32(pointer), ValRaw.FromU32(oldByteCount), ValRaw.FromU32(alignment), ValRaw.FromU32(byteCount),
        ];
        Function(_linked.Sources.Realloc(slot)).Call(Store, values);
        component.MayLeave = true;
        component.ContextSlots = slots;
        return values[0].U32;
    }

    internal void ResetLiftBudget() => _liftBudget = _linked.Limits.LiftedBytes;

    /// <summary>Counts bytes that a guest hands over in a call.</summary>
    /// <exception cref="GuestTrapException">The call hands over more than the limit.</exception>
    internal void ChargeLift(ulong byteCount)
    {
        _liftBudget -= (long)byteCount;
        if (_liftBudget < 0)
        {
            throw new GuestTrapException(
                $"the guest's call hands over more than the limit of {_linked.Limits.LiftedBytes} bytes of strings and lists");
        }
    }

    private static void CheckCount(ExportedFunction function, int given)
    {
        var taken = function.Type.Parameters.Length;
        if (given != taken)
        {
            throw new ArgumentException($"{function.Name} takes {taken} arguments, but {given} were given.", nameof(given));
        }
    }
}
