using Whorl.Capabilities.Bindings.SpinV2_0_0.Variables;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Variables;

/// <summary><c>fermyon:spin/variables@2.0.0</c>.</summary>
internal sealed class SpinVariables(VariableReader reader) : IHost
{
    public Result<string, Error> Get(GuestString name)
    {
        var (status, text) = reader.Get(name.ToString());
        return status switch
        {
            VariableStatus.Found => text,
            VariableStatus.InvalidName => Error.InvalidName(text),
            VariableStatus.Undefined => Error.Undefined(text),
            _ => Error.Provider(text),
        };
    }
}
