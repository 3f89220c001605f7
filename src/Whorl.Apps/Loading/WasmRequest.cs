using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;

namespace Whorl.Apps.Loading;

/// <summary>A Wasm file that an app needs: that of a component, or of something that a component or a trigger depends on.</summary>
/// <param name="Name">What messages call it, for example <c>component `api`</c>.</param>
/// <param name="Location">The place in the manifest that asks for it.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="IsBuilt">Whether a build command of the app makes it.</param>
public sealed record WasmRequest(string Name, SourceLocation Location, ComponentSource Source, bool IsBuilt)
{
    /// <summary>The file of a component.</summary>
    public static WasmRequest Of(ComponentModel component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return new WasmRequest($"component `{component.Id}`", component.Location, component.Source, component.Build is not null);
    }

    /// <summary>The file of a dependency.</summary>
    /// <param name="app">The app, among whose components the dependency may be.</param>
    /// <param name="dependency">The dependency.</param>
    /// <param name="owner">What messages call the one that depends on it.</param>
    public static WasmRequest Of(AppModel app, DependencyModel dependency, string owner)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(dependency);
        string name = dependency.Name is { } import ? $"dependency `{import}` of {owner}" : $"middleware of {owner}";
        return dependency.Source switch
        {
            DependencySource.Component(var id) => Of(app.Component(id)) with { Name = $"component `{id}` ({(dependency.Name is null ? "middleware" : "a dependency")} of {owner})" },
            DependencySource.Local(var path) => new WasmRequest(name, dependency.Location, new ComponentSource.Local(path), IsBuilt: false),
            DependencySource.Download(var url, var digest) => new WasmRequest(name, dependency.Location, new ComponentSource.Download(url, digest), IsBuilt: false),
            DependencySource.Registered(var registry, var package, var version) =>
                new WasmRequest(name, dependency.Location, new ComponentSource.Registered(registry, package, version) { IsRequirement = true }, IsBuilt: false),
            _ => throw new ArgumentException($"The source {dependency.Source} of {name} is of a kind that is not known.", nameof(dependency)),
        };
    }
}
