using Whorl.Capabilities.Bindings.SpinV2_0_0.Variables;
using Whorl.Capabilities.Calls;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Variables;

/// <summary><c>fermyon:spin/variables@2.0.0</c>.</summary>
internal sealed class SpinVariables(CapabilityScope scope) : IHost
{
    public Result<string, Error> Get(GuestString name)
    {
        if (!VariablesCapability.Get(scope, name.ToString()).TryGet(out VariableAnswer answer, out Failure? failure))
        {
            return Error.Provider(failure.Message);
        }

        var (status, text) = answer;
        return status switch
        {
            VariableStatus.Found => text,
            VariableStatus.InvalidName => Error.InvalidName(text),
            VariableStatus.Undefined => Error.Undefined(text),
            _ => Error.Provider(text),
        };
    }
}
