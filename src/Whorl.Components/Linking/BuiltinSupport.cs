namespace Whorl.Components.Linking;

/// <summary>Which parts of the component model cannot be run, and what to say of them.</summary>
internal static class BuiltinSupport
{
    /// <exception cref="UnsupportedComponentException">The built-in cannot be run.</exception>
    public static void Require(BuiltinKind kind)
    {
        if (kind is >= BuiltinKind.ErrorContextNew and <= BuiltinKind.ErrorContextDrop)
        {
            throw new UnsupportedComponentException(
                $"The component uses the built-in `{BuiltinNames.Of(kind)}`. Error contexts are not part of any released version of WASI "
                + "and are not supported: build the guest without them.");
        }

        if (kind is >= BuiltinKind.ThreadIndex and not BuiltinKind.ThreadYield)
        {
            throw new UnsupportedComponentException(
                $"The component uses the built-in `{BuiltinNames.Of(kind)}`, which needs a stack of its own for each of the guest's threads. "
                + "That is not supported: build the guest without cooperative threads, with async functions lifted with a callback.");
        }
    }

    /// <exception cref="UnsupportedComponentException">The lift is stackful.</exception>
    public static void RequireCallback(CanonicalOptions options)
    {
        if (options is { IsAsync: true, Callback: null })
        {
            throw new UnsupportedComponentException(
                "The component lifts a function with the option `async` but without `callback` (a stackful lift), which needs a stack of its own "
                + "for each call. That is not supported: build the guest so that async functions are lifted with a callback, or synchronously.");
        }
    }
}
