using Whorl.Apps.Variables;
using Whorl.Capabilities.Variables;

namespace Whorl.Runtime.Capabilities;

/// <summary>The variables of one component, resolved each time they are asked for.</summary>
internal sealed class ComponentVariables(string component, VariableResolver resolver) : IVariables
{
    public async ValueTask<VariableAnswer> GetAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return new VariableAnswer(VariableStatus.Found, await resolver.ResolveAsync(component, name, cancellationToken).ConfigureAwait(false));
        }
        catch (VariableException e)
        {
            return new VariableAnswer(StatusOf(e.Kind), e.Message) { Remedy = e.Remedy };
        }
    }

    public async ValueTask<VariablesAnswer> GetAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new VariablesAnswer([.. await resolver.ResolveAllAsync(component, cancellationToken).ConfigureAwait(false)], null);
        }
        catch (VariableException e)
        {
            return new VariablesAnswer([], e.Message) { Remedy = e.Remedy };
        }
    }

    private static VariableStatus StatusOf(VariableErrorKind kind) => kind switch
    {
        VariableErrorKind.InvalidName => VariableStatus.InvalidName,
        VariableErrorKind.Undefined => VariableStatus.Undefined,
        _ => VariableStatus.ProviderFailed,
    };
}
