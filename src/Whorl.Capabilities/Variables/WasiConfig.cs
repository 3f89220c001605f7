using Whorl.Capabilities.Bindings.Config.Store;
using Whorl.Capabilities.Calls;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Variables;

/// <summary><c>wasi:config/store</c>.</summary>
internal sealed class WasiConfig(CapabilityScope scope) : IHost
{
    // A name that no variable has, or could have, is simply not set: the interface has no error for either.
    public Result<Option<string>, Error> Get(GuestString key)
    {
        if (!VariablesCapability.Get(scope, key.ToString(), mayLack: true).TryGet(out VariableAnswer answer, out Failure? failure))
        {
            return Error.Upstream(failure.Message);
        }

        var (status, text) = answer;
        return status switch
        {
            VariableStatus.Found => Option<string>.Some(text),
            VariableStatus.ProviderFailed => Error.Upstream(text),
            _ => Option<string>.None,
        };
    }

    public Result<(string, string)[], Error> GetAll()
    {
        if (!VariablesCapability.GetAll(scope).TryGet(out VariablesAnswer answer, out Failure? failure))
        {
            return Error.Upstream(failure.Message);
        }

        return answer.Failure is { } reason ? Error.Upstream(reason) : answer.Values.Select(value => (value.Key, value.Value)).ToArray();
    }
}
