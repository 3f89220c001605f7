using Whorl.Capabilities.Variables;

namespace Whorl.Runtime.Capabilities;

/// <summary>The variables of a dependency that does not inherit those of its component.</summary>
internal sealed class NoVariables : IVariables
{
    private NoVariables()
    {
    }

    public static NoVariables Instance { get; } = new();

    public ValueTask<VariableAnswer> GetAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(new VariableAnswer(
        VariableStatus.Undefined, $"no variable `{name}`: the dependency does not inherit `variables` (`inherit_configuration` in the manifest)"));

    public ValueTask<VariablesAnswer> GetAllAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new VariablesAnswer([], null));
}
