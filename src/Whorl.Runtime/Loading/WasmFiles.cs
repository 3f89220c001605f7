using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Apps.Registries;
using Whorl.Runtime.Caching;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Loading;

/// <summary>Reads the Wasm of an app's components, each file once, and downloads what has to be.</summary>
internal sealed class WasmFiles(AppModel app, ComponentStore store)
{
    private readonly Dictionary<string, byte[]> _read = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _problems = [];

    /// <summary>Reads what components need, with their dependencies.</summary>
    /// <param name="app">The app.</param>
    /// <param name="components">The components.</param>
    /// <param name="registries">Where the user says which registries there are.</param>
    /// <param name="cacheFolder">Where downloads are kept; null for the user's own folder.</param>
    /// <param name="cancellationToken">Ends downloads.</param>
    /// <exception cref="AppException">Files cannot be had; tells of all of them.</exception>
    public static async Task<ImmutableArray<ComponentWasm>> ReadAsync(
        AppModel app, ImmutableArray<ComponentModel> components, PackageRegistryOptions registries, string? cacheFolder, CancellationToken cancellationToken)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var packages = new PackageRegistries(registries);
        var files = new WasmFiles(app, new ComponentStore(http, packages, Path.Combine(cacheFolder ?? CacheFolder.Default, "downloads")));
        var wasm = ImmutableArray.CreateBuilder<ComponentWasm>(components.Length);
        foreach (ComponentModel component in components)
        {
            wasm.Add(await files.ReadAsync(component, cancellationToken).ConfigureAwait(false));
        }

        return files._problems.Count == 0 ? wasm.MoveToImmutable() : throw new AppException(files._problems);
    }

    private async Task<ComponentWasm> ReadAsync(ComponentModel component, CancellationToken cancellationToken)
    {
        var own = WasmRequest.Of(component);
        byte[] bytes = await ReadAsync(own, cancellationToken).ConfigureAwait(false);
        return new ComponentWasm(
            bytes,
            await ReadAsync(component.Dependencies, own.Name, cancellationToken).ConfigureAwait(false),
            await ReadAsync(component.Middleware, own.Name, cancellationToken).ConfigureAwait(false));
    }

    private async Task<ImmutableArray<byte[]>> ReadAsync(ImmutableArray<DependencyModel> dependencies, string owner, CancellationToken cancellationToken)
    {
        var binaries = ImmutableArray.CreateBuilder<byte[]>(dependencies.Length);
        foreach (DependencyModel dependency in dependencies)
        {
            binaries.Add(await ReadAsync(WasmRequest.Of(app, dependency, owner), cancellationToken).ConfigureAwait(false));
        }

        return binaries.MoveToImmutable();
    }

    private async Task<byte[]> ReadAsync(WasmRequest need, CancellationToken cancellationToken)
    {
        try
        {
            string path = await store.GetPathAsync(app, need, cancellationToken).ConfigureAwait(false);
            if (!_read.TryGetValue(path, out byte[]? bytes))
            {
                bytes = Path.GetExtension(path) == ".wat"
                    ? Wat.ToWasm(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false))
                    : await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
                _read.Add(path, bytes);
            }

            return bytes;
        }
        catch (AppException e)
        {
            _problems.AddRange(e.Diagnostics);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WasmException)
        {
            _problems.Add(ServedComponents.Error(app, DiagnosticCode.UnreadableFile, need.Location, $"the Wasm of {need.Name} cannot be read: {e.Message}", null));
        }

        return [];
    }
}
