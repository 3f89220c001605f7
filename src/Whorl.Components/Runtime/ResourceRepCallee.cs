using Whorl.Components.Hosting;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon resource.rep</c>.</summary>
internal sealed class ResourceRepCallee(ResourceType resource, int component, FuncType coreType) : CoreCallee(coreType)
{
    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        values[0].U32 = instance.Components[component].Handles.Get(values[0].U32, instance.ResourceIdentity(resource)).Rep;
        return true;
    }
}
