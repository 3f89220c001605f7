using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Llm;

/// <summary>Lets components use the models that their <c>ai_models</c> name.</summary>
/// <param name="server">Where they are run.</param>
public sealed class LlmCapability(IModelServer server) : Capability
{
    /// <inheritdoc/>
    public override string Name => "llm";

    /// <inheritdoc/>
    public override void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope)
    {
        ArgumentNullException.ThrowIfNull(linker);
        linker.Add(Bindings.Spin.Llm.Glue.Interface, state => new SpinLlmV1(new ModelAccess(scope(state), server)));
        linker.Add(Bindings.SpinV2_0_0.Llm.Glue.Interface, state => new SpinLlm(new ModelAccess(scope(state), server)));
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        server.Dispose();
        return base.DisposeAsync();
    }
}
