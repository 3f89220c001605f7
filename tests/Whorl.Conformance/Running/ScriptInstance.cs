using System.Collections.Immutable;
using Whorl.Components.Binary;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Runtime;
using Whorl.Conformance.Values;
using Whorl.Wasmtime;

namespace Whorl.Conformance.Running;

/// <summary>An instance that a script made, in a store of its own.</summary>
internal sealed class ScriptInstance : IDisposable
{
    private readonly CompiledComponent _compiled;
    private readonly ComponentPre _pre;
    private readonly Store _store;
    private readonly ComponentInstance _instance;

    private ScriptInstance(CompiledComponent compiled, ComponentPre pre, Store store)
    {
        _compiled = compiled;
        _pre = pre;
        _store = store;
        _instance = pre.Instantiate(store);
    }

    /// <summary>Decodes, links and instantiates a component.</summary>
    /// <param name="bytes">Its binary.</param>
    /// <param name="imports">What the script has made importable.</param>
    /// <param name="host">What the host offers.</param>
    public static ScriptInstance Create(byte[] bytes, ImportBindings imports, ScriptHost host)
    {
        CompiledComponent? compiled = null;
        ComponentPre? pre = null;
        Store? store = null;
        try
        {
            compiled = CompiledComponent.Compile(ScriptEngine.Engine, ComponentBinary.Decode(bytes), imports);
            pre = host.Link(compiled);
            store = ScriptEngine.NewStore();
            return new ScriptInstance(compiled, pre, store);
        }
        catch
        {
            store?.Dispose();
            pre?.Dispose();
            compiled?.Dispose();
            throw;
        }
    }

    /// <summary>The exports that other components of the script can import: modules and components, whose code is not bound to a store.</summary>
    public InstanceBinding Exports => new(_compiled.Plan.Exports
        .Select(export => (export.Key, Binding: export.Value switch
        {
            CoreModuleExport module => new ModuleBinding(module.Bytes),
            ComponentExport component => (ImportBinding)new ComponentBinding(component.Component) { Outer = component.Outer },
            _ => null,
        }))
        .Where(export => export.Binding is not null)
        .ToImmutableDictionary(export => export.Key, export => export.Binding!));

    /// <returns>The result, or null when the function has none.</returns>
    /// <exception cref="ValueMismatchException">An argument is not of the parameter's type.</exception>
    public WastValue? Invoke(string export, ImmutableArray<WastValue> arguments)
    {
        if (!_pre.TryGetExport("", export, out var function))
        {
            throw new ScriptException($"the component exports no function `{export}`");
        }
        var type = function.Type;
        if (type.Parameters.Length != arguments.Length)
        {
            throw new ScriptException($"`{export}` is {type.Signature} and the script gives {arguments.Length} arguments");
        }
        var lowered = type.Parameters.Zip(arguments, (parameter, argument) => ValueConverter.ToCall(parameter.Type, argument)).ToArray();
        ScriptEngine.Arm(_store);
        var result = _instance.Invoke(function, lowered);
        return type.Result is null ? null : ValueConverter.FromCall(type.Result, result);
    }

    public void Dispose()
    {
        _instance.Dispose();
        _store.Dispose();
        _pre.Dispose();
        _compiled.Dispose();
    }
}
