using Whorl.Components.Hosting;
using Whorl.Wasi;

namespace Whorl.Capabilities.Variables;

/// <summary>Gives components their app's variables, through each of the interfaces that guests ask by.</summary>
public static class VariablesCapability
{
    /// <summary>Offers the interfaces.</summary>
    /// <param name="linker">What components are linked by.</param>
    /// <param name="variables">The variables of the component that a store runs, from the store's state.</param>
    /// <param name="context">The WASI context of a store, from its state.</param>
    public static void AddTo(ComponentLinker linker, Func<object?, IVariables> variables, Func<object?, WasiContext> context)
    {
        ArgumentNullException.ThrowIfNull(linker);
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(context);
        linker.Add(Bindings.SpinV2_0_0.Variables.Glue.Interface, state => new SpinVariables(Reader(state)));
        linker.Add(Bindings.Spin.Config.Glue.Interface, state => new SpinConfig(Reader(state)));
        linker.Add(Bindings.Config.Store.Glue.Interface, state => new WasiConfig(Reader(state)));

        VariableReader Reader(object? state) => new(variables(state), context(state));
    }
}
