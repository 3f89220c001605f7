using Whorl.Capabilities.Bindings.Spin.Config;
using Whorl.Capabilities.Calls;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Variables;

/// <summary><c>fermyon:spin/config</c>, as the first SDKs import it.</summary>
internal sealed class SpinConfig(CapabilityScope scope) : IHost
{
    public Result<string, Error> GetConfig(GuestString key)
    {
        if (!VariablesCapability.Get(scope, key.ToString()).TryGet(out VariableAnswer answer, out Failure? failure))
        {
            return Error.Provider(failure.Message);
        }

        var (status, text) = answer;
        return status switch
        {
            VariableStatus.Found => text,
            VariableStatus.InvalidName => Error.InvalidKey(text),
            VariableStatus.Undefined => Error.InvalidSchema(text),
            _ => Error.Provider(text),
        };
    }
}
