using Whorl.Components.Hosting;

namespace Whorl.Wasi;

/// <summary>Offers WASI to components.</summary>
public static partial class WasiHost
{
    /// <summary>
    /// Offers all interfaces of WASI 0.2 and 0.3, each in a version that serves all releases of its family, those of release candidates
    /// that are in use, and preview 1 to core modules: one component may use all of them.
    /// </summary>
    /// <param name="linker">The linker to add to.</param>
    /// <param name="context">Gives the context of an instance, from the state of its store.</param>
    /// <param name="grants">What of the context is offered; the rest is empty or denied.</param>
    public static void AddTo(ComponentLinker linker, Func<object?, WasiContext> context, WasiGrants grants = WasiGrants.All)
    {
        ArgumentNullException.ThrowIfNull(linker);
        ArgumentNullException.ThrowIfNull(context);
        AddVersion2(linker, context, grants);
        AddVersion3(linker, context, grants);
    }
}
