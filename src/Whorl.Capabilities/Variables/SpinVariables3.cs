using Whorl.Capabilities.Bindings.Variables.Variables;
using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Variables;

/// <summary><c>spin:variables@3.0.0</c>, which does not block.</summary>
internal sealed class SpinVariables3(CapabilityScope scope) : IHost
{
    public async ValueTask<Result<string, Error>> Get(string name, HostTask task)
    {
        Result<VariableAnswer, Failure> result = await VariablesCapability.GetAsync(scope, name, task).ConfigureAwait(false);
        if (!result.TryGet(out VariableAnswer answer, out Failure? failure))
        {
            return Error.Provider(failure.Message);
        }

        return answer.Status switch
        {
            VariableStatus.Found => answer.Text,
            VariableStatus.InvalidName => Error.InvalidName(answer.Text),
            VariableStatus.Undefined => Error.Undefined(answer.Text),
            _ => Error.Provider(answer.Text),
        };
    }
}
