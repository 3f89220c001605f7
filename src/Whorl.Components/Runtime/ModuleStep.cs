using System.Collections.Immutable;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>
/// The instantiation of one core module. When the module needs nothing of other core instances, its imports are resolved
/// once for all stores; otherwise they are gathered each time.
/// </summary>
internal sealed class ModuleStep : IDisposable
{
    private readonly int _coreInstance;
    private readonly Module _module;
    private readonly InstancePre? _pre;
    private readonly ImmutableArray<CoreSource> _arguments;
    private readonly ExportSource? _initialize;

    private ModuleStep(InstantiateModule initializer, Module module, InstancePre? pre, ImmutableArray<CoreSource> arguments)
    {
        _coreInstance = initializer.CoreInstance;
        _initialize = initializer.Initialize is { } name ? new ExportSource(new CoreExport(_coreInstance, name)) : null;
        _module = module;
        _pre = pre;
        _arguments = arguments;
    }

    public static ModuleStep Create(CompiledComponent compiled, InstantiateModule initializer, CalleeFactory factory)
    {
        var module = compiled.Modules[initializer.Module];
        if (initializer.Arguments.Any(a => a is CoreExport))
        {
            return new ModuleStep(initializer, module, null, [.. initializer.Arguments.Select(factory.Source)]);
        }

        using var linker = new Linker(compiled.Engine);
        var defined = new HashSet<(string Module, string Name)>();
        for (var i = 0; i < initializer.Arguments.Length; i++)
        {
            var import = module.Imports[i];
            if (defined.Add((import.Module, import.Name)))
            {
                var callee = factory.Callee(initializer.Arguments[i]);

                // SAFETY: the handle lives as long as the linked component, which outlives its instances.
                unsafe
                {
                    linker.DefineFunction(import.Module, import.Name, callee.CoreType, NativeEntry.Pointer, factory.Env(callee));
                }
            }
        }

        return new ModuleStep(initializer, module, linker.InstantiatePre(module), []);
    }

    public void Run(ComponentInstance instance)
    {
        instance.SetCoreInstance(_coreInstance, _pre is not null ? _pre.Instantiate(instance.Store) : Instantiate(instance));
        _initialize?.Resolve(instance).Func.Call(instance.Store, []);
    }

    private Instance Instantiate(ComponentInstance instance)
    {
        var imports = new Extern[_arguments.Length];
        for (var i = 0; i < imports.Length; i++)
        {
            imports[i] = _arguments[i].Resolve(instance);
        }

        return Instance.Create(instance.Store, _module, imports);
    }

    public void Dispose() => _pre?.Dispose();
}
