using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Http;

/// <summary>
/// Lets components send requests by <c>fermyon:spin/http</c>, under the rules, limits and connections of <c>wasi:http</c>.
/// </summary>
public sealed class HttpCapability : Capability
{
    /// <inheritdoc/>
    public override string Name => "http";

    /// <inheritdoc/>
    public override void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope)
    {
        ArgumentNullException.ThrowIfNull(linker);
        linker.Add(Bindings.Spin.Http.Glue.Interface, state => new SpinHttpV1(scope(state)));
    }
}
