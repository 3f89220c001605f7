namespace Whorl.Components.Linking;

/// <summary>Which parts of the component model can be run, and what to say of the others.</summary>
internal static class BuiltinSupport
{
    public static void Require(BuiltinKind kind)
    {
        if (kind is not (BuiltinKind.ResourceNew or BuiltinKind.ResourceDrop or BuiltinKind.ResourceRep))
        {
            throw new UnsupportedComponentException(
                $"The component uses the built-in `{BuiltinNames.Of(kind)}`, which belongs to asynchronous calls. "
                + "They are not supported yet: build the guest for WASI 0.2 instead of 0.3.");
        }
    }

    public static void RequireSync(CanonicalOptions options, string what)
    {
        if (options.IsAsync)
        {
            throw new UnsupportedComponentException(
                $"The component {what} with the option `async`, and asynchronous calls are not supported yet: "
                + "build the guest for WASI 0.2 instead of 0.3.");
        }
    }
}
