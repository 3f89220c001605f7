using Whorl.Capabilities.Bindings.Spin.Config;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Variables;

/// <summary><c>fermyon:spin/config</c>, as the first SDKs import it.</summary>
internal sealed class SpinConfig(VariableReader reader) : IHost
{
    public Result<string, Error> GetConfig(GuestString key)
    {
        var (status, text) = reader.Get(key.ToString());
        return status switch
        {
            VariableStatus.Found => text,
            VariableStatus.InvalidName => Error.InvalidKey(text),
            VariableStatus.Undefined => Error.InvalidSchema(text),
            _ => Error.Provider(text),
        };
    }
}
