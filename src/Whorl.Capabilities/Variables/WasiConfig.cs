using Whorl.Capabilities.Bindings.Config.Store;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Variables;

/// <summary><c>wasi:config/store</c>.</summary>
internal sealed class WasiConfig(VariableReader reader) : IHost
{
    // A name that no variable has, or could have, is simply not set: the interface has no error for either.
    public Result<Option<string>, Error> Get(GuestString key)
    {
        var (status, text) = reader.Get(key.ToString());
        return status switch
        {
            VariableStatus.Found => Option<string>.Some(text),
            VariableStatus.ProviderFailed => Error.Upstream(text),
            _ => Option<string>.None,
        };
    }

    public Result<(string, string)[], Error> GetAll()
    {
        var (values, failure) = reader.GetAll();
        return failure is not null ? Error.Upstream(failure) : values.Select(value => (value.Key, value.Value)).ToArray();
    }
}
