using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Whorl.Components.Linking;
using Whorl.Components.Runtime;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>
/// A component with every import resolved, ready to be instantiated many times and from many threads. Dispose it only
/// when no instance of it runs any more; the compiled component has to outlive it.
/// </summary>
public sealed class ComponentPre : IDisposable
{
    private readonly FrozenDictionary<string, ExportedFunction> _exports;
    private readonly ConcurrentDictionary<ExportedResource, ResourceType?> _resources = new();

    internal ComponentPre(CompiledComponent compiled, ResolvedImports imports, ComponentLimits limits)
    {
        Linked = LinkedComponent.Create(compiled, imports, limits);
        Exports = [.. ExportList.Of(this)];
        _exports = Exports.ToFrozenDictionary(e => e.Name, StringComparer.Ordinal);
    }

    /// <summary>The functions that the component exports.</summary>
    public ImmutableArray<ExportedFunction> Exports { get; }

    internal LinkedComponent Linked { get; }

    /// <summary>Instantiates the component: runs its core modules' start functions.</summary>
    /// <param name="store">
    /// A store of the component's engine, with nothing in it. Its state is what implementations of host interfaces are made
    /// from; from here on the store's state is the instance.
    /// </param>
    /// <exception cref="TrapException">A start function trapped.</exception>
    public ComponentInstance Instantiate(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return ComponentInstance.Create(this, store);
    }

    /// <summary>Finds an exported function by interface and name, in any compatible version of the interface.</summary>
    /// <param name="interfaceName">The interface, such as <c>wasi:cli/run@0.2.0</c>; empty for a function exported by itself.</param>
    /// <param name="function">The function's name in the interface.</param>
    /// <param name="export">The function.</param>
    public bool TryGetExport(string interfaceName, string function, [NotNullWhen(true)] out ExportedFunction? export)
    {
        ArgumentNullException.ThrowIfNull(interfaceName);
        ArgumentNullException.ThrowIfNull(function);
        if (_exports.TryGetValue(ExportedFunction.FullName(interfaceName, function), out export))
        {
            return true;
        }

        var wanted = InterfaceName.Parse(interfaceName);
        foreach (var candidate in Exports)
        {
            if (candidate.Function == function && InterfaceName.Parse(candidate.Interface).Meets(wanted))
            {
                export = candidate;
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds an exported function that must have the given type.</summary>
    /// <inheritdoc cref="TryGetExport(string, string, out ExportedFunction?)"/>
    /// <param name="interfaceName">The interface, such as <c>wasi:cli/run@0.2.0</c>; empty for a function exported by itself.</param>
    /// <param name="function">The function's name in the interface.</param>
    /// <param name="signature">The canonical text of the type.</param>
    /// <param name="export">The function.</param>
    /// <exception cref="LinkException">The component exports the function with another type.</exception>
    public bool TryGetExport(string interfaceName, string function, string signature, [NotNullWhen(true)] out ExportedFunction? export)
    {
        if (!TryGetExport(interfaceName, function, out export))
        {
            return false;
        }

        return FunctionSignature.IsCalledAs(export.Signature, signature)
            ? true
            : throw new LinkException(
                [$"The export \"{export.Name}\" has the type {export.Signature}, but the host calls it as {signature}. Build the component against the host's version of the interface."]);
    }

    /// <summary>Whether the component defines and exports a resource, in any compatible version of its interface.</summary>
    public bool HasResource(ExportedResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Find(resource) is not null;
    }

    /// <exception cref="LinkException">The component has no such resource.</exception>
    internal ResourceType TypeOf(ExportedResource resource) => Find(resource) ?? throw new LinkException(
        [$"The component does not export the resource \"{resource}\". Export it from the component, or do not call functions that use it."]);

    private ResourceType? Find(ExportedResource resource) => _resources.GetOrAdd(
        resource,
        static (wanted, exports) => ExportList.Resources(exports)
            .Where(r => r.Name == wanted.Name && InterfaceName.Parse(r.Interface).Meets(InterfaceName.Parse(wanted.InterfaceName)))
            .Select(r => r.Type)
            .FirstOrDefault(),
        Linked.Plan.Exports);

    /// <inheritdoc/>
    public void Dispose() => Linked.Dispose();
}
