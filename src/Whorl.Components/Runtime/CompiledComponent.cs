using System.Collections.Immutable;
using Whorl.Components.Binary;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Modules;
using Whorl.Components.Validation;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>A component that is decoded, validated and planned, with its core modules compiled. Link it to run it.</summary>
public sealed class CompiledComponent : IDisposable
{
    private CompiledComponent(Engine engine, LinkPlan plan, ImmutableArray<Module> modules)
    {
        Engine = engine;
        Plan = plan;
        Modules = modules;
    }

    /// <summary>The engine that the modules are compiled for.</summary>
    public Engine Engine { get; }

    /// <summary>The names of the interfaces that the component imports, in order; the empty name stands for functions imported by themselves.</summary>
    public IEnumerable<string> ImportedInterfaces =>
        Plan.ImportedResources.Select(r => r.Interface).Concat(Plan.Imports.Concat(Plan.UnusedImports).Select(f => f.Interface)).Distinct();

    /// <summary>
    /// The binaries of the core modules that an instance is made of, in the order of their instantiation. One that is instantiated twice
    /// is there twice.
    /// </summary>
    public IEnumerable<ReadOnlyMemory<byte>> InstantiatedModules =>
        Plan.Initializers.OfType<InstantiateModule>().Select(i => Plan.Modules[i.Module].Bytes);

    internal LinkPlan Plan { get; }

    internal ImmutableArray<Module> Modules { get; }

    /// <summary>Decodes a component and compiles its modules. A core module stands for the component that would be made of it.</summary>
    /// <param name="engine">The engine to compile for; it must outlive the component.</param>
    /// <param name="bytes">The binary, which must not change afterwards.</param>
    /// <param name="modules">Where compiled modules come from; null compiles each of them.</param>
    /// <exception cref="InvalidComponentException">The bytes are no valid component.</exception>
    /// <exception cref="UnsupportedComponentException">The component needs something that this host does not offer.</exception>
    /// <exception cref="WasmException">A core module inside is invalid.</exception>
    public static CompiledComponent Compile(Engine engine, ReadOnlyMemory<byte> bytes, IModuleSource? modules = null) =>
        Preamble.IsModule(bytes.Span)
            ? Compile(engine, ModulePlanner.Plan(bytes), modules)
            : Compile(engine, ComponentBinary.Decode(bytes), ImportBindings.None, modules);

    /// <summary>Decodes a component and those that meet its imports, plans them as one and compiles their modules.</summary>
    /// <param name="engine">The engine to compile for; it must outlive the component.</param>
    /// <param name="root">The component whose exports are called.</param>
    /// <param name="modules">Where compiled modules come from; null compiles each of them.</param>
    /// <exception cref="LinkException">The parts do not fit together.</exception>
    /// <inheritdoc cref="Compile(Engine, ReadOnlyMemory{byte}, IModuleSource)"/>
    public static CompiledComponent Compile(Engine engine, ComponentPart root, IModuleSource? modules = null) =>
        Compile(engine, Planner.Plan(root), modules);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var module in Modules)
        {
            module.Dispose();
        }
    }

    internal static CompiledComponent Compile(
        Engine engine, ComponentDefinition definition, ImportBindings bindings, IModuleSource? modules = null) =>
        Compile(engine, Planner.Plan(definition, bindings), modules);

    internal static CompiledComponent Compile(Engine engine, LinkPlan plan, IModuleSource? modules = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var compiled = ImmutableArray.CreateBuilder<Module>(plan.Modules.Length);
        try
        {
            foreach (var module in plan.Modules)
            {
                compiled.Add((modules ?? ModuleCompiler.Instance).GetOrCompile(engine, module.Bytes));
            }
        }
        catch
        {
            compiled.ToList().ForEach(m => m.Dispose());
            throw;
        }

        return new CompiledComponent(engine, plan, compiled.MoveToImmutable());
    }
}
