using System.Collections.Immutable;
using Whorl.Components.Abi;
using Whorl.Components.Linking;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

public sealed partial class ComponentInstance
{
    /// <exception cref="GuestTrapException">A call is inside one of them, or has trapped there.</exception>
    internal void Enter(ImmutableArray<int> entering)
    {
        foreach (var component in entering)
        {
            if (IsPoisoned || !Components[component].MayEnter)
            {
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

    internal void Poison() => IsPoisoned = true;

    internal void CallCore(GuestFunction function, Span<ValRaw> values) => Function(function.Index).Call(Store, values);

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

    /// <summary>Canonical ABI: <c>reallocate</c>. What comes back is not checked yet.</summary>
    internal uint Reallocate(CanonicalOptions options, uint pointer, uint oldByteCount, uint alignment, uint byteCount)
    {
        var slot = options.Realloc
            ?? throw new GuestTrapException("the guest has no realloc function, and the value cannot be passed without one");
        var component = Components[options.ComponentInstance];
        component.MayLeave = false;
        Span<ValRaw> values =
        [
            ValRaw.FromU32(pointer), ValRaw.FromU32(oldByteCount), ValRaw.FromU32(alignment), ValRaw.FromU32(byteCount),
        ];
        Function(_linked.Sources.Realloc(slot)).Call(Store, values);
        component.MayLeave = true;
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
}
