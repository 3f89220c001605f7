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
    /// <param name="scope">The instance.</param>
    /// <param name="name">The variable's name.</param>
    /// <param name="mayLack">Whether the interface says that there is none without an error, so that asking is no mistake.</param>
    internal static Result<VariableAnswer, Failure> Get(CapabilityScope scope, string name, bool mayLack = false) =>
        scope.Call(s_get, call => AskAsync(scope, name, mayLack, call.Token), failure => failure);

    internal static ValueTask<Result<VariableAnswer, Failure>> GetAsync(CapabilityScope scope, string name, HostTask task) =>
        scope.CallAsync(s_get, task, call => AskAsync(scope, name, mayLack: false, call.Token), failure => failure);

    internal static Result<VariablesAnswer, Failure> GetAll(CapabilityScope scope) => scope.Call(
        s_getAll,
        async call =>
        {
            VariablesAnswer answer = await scope.Grants.Variables.GetAllAsync(call.Token).ConfigureAwait(false);
            if (answer.Failure is { } reason)
            {
                WriteUnusable(scope, s_getAll, reason, answer.Remedy);
            }

            return answer;
        },
        failure => failure);

    private static ValueTask<VariableAnswer> AskAsync(CapabilityScope scope, string name, bool mayLack, CancellationToken cancellationToken)
    {
        ValueTask<VariableAnswer> answer = scope.Grants.Variables.GetAsync(name, cancellationToken);
        return answer.IsCompletedSuccessfully ? new(Noted(answer.Result)) : NotedAsync(answer);

        async ValueTask<VariableAnswer> NotedAsync(ValueTask<VariableAnswer> pending) => Noted(await pending.ConfigureAwait(false));

        VariableAnswer Noted(VariableAnswer given)
        {
            if (given.Status == VariableStatus.ProviderFailed)
            {
                WriteUnusable(scope, s_get, given.Text, given.Remedy);
            }
            else if (given.Status == VariableStatus.Undefined && !mayLack)
            {
                scope.Grants.Denials.Write($"app `{scope.Grants.App}`: {given.Text} (variables)");
            }

            return given;
        }
    }

    private static void WriteUnusable(CapabilityScope scope, CallTarget target, string reason, string? remedy) => scope.Grants.Denials.WriteUnusable(
        $"component `{scope.Grants.Component}` of app `{scope.Grants.App}`, {target.SpanName}: {reason}{(remedy is null ? "" : $". {remedy}")}");
}
