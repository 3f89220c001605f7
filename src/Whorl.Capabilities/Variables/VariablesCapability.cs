using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Variables;

/// <summary>Gives components their app's variables, through each of the interfaces that guests ask by.</summary>
public sealed class VariablesCapability : Capability
{
    private static readonly CallTarget s_get = new("variables", "get");
    private static readonly CallTarget s_getAll = new("variables", "get-all");

    /// <inheritdoc/>
    public override string Name => "variables";

    /// <inheritdoc/>
    public override void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope)
    {
        ArgumentNullException.ThrowIfNull(linker);
        linker.Add(Bindings.SpinV2_0_0.Variables.Glue.Interface, state => new SpinVariables(scope(state)));
        linker.Add(Bindings.Spin.Config.Glue.Interface, state => new SpinConfig(scope(state)));
        linker.Add(Bindings.Variables.Variables.Glue.Interface, state => new SpinVariables3(scope(state)));
        linker.Add(Bindings.Config.Store.Glue.Interface, state => new WasiConfig(scope(state)));
    }

    /// <summary>Asks for a variable. What went wrong is told in the answer; only running out of time is the failure.</summary>
    internal static Result<VariableAnswer, Failure> Get(CapabilityScope scope, string name) =>
        scope.Call(s_get, call => scope.Grants.Variables.GetAsync(name, call.Token), failure => failure);

    internal static ValueTask<Result<VariableAnswer, Failure>> GetAsync(CapabilityScope scope, string name, HostTask task) =>
        scope.CallAsync(s_get, task, call => scope.Grants.Variables.GetAsync(name, call.Token), failure => failure);

    internal static Result<VariablesAnswer, Failure> GetAll(CapabilityScope scope) =>
        scope.Call(s_getAll, call => scope.Grants.Variables.GetAllAsync(call.Token), failure => failure);
}
