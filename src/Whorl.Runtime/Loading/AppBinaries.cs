using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Registries;

namespace Whorl.Runtime.Loading;

/// <summary>The Wasm of an app's components.</summary>
public static class AppBinaries
{
    /// <summary>Reads the components' binaries, each file once, and downloads what has to be.</summary>
    /// <param name="app">The app.</param>
    /// <param name="cancellationToken">Ends downloads.</param>
    /// <returns>One for each component of the app, in their order.</returns>
    /// <exception cref="AppException">Files cannot be had; tells of all of them.</exception>
    public static async Task<ImmutableArray<ReadOnlyMemory<byte>>> ReadAsync(AppModel app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        ImmutableArray<ComponentModel> alone = [.. app.Components.Select(c => c with { Dependencies = [], Middleware = [] })];
        ImmutableArray<ComponentWasm> wasm = await WasmFiles.ReadAsync(app, alone, PackageRegistryOptions.OfUser(), cacheFolder: null, cancellationToken).ConfigureAwait(false);
        return [.. wasm.Select(w => (ReadOnlyMemory<byte>)w.Own)];
    }
}
