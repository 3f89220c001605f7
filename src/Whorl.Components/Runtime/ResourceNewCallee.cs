using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon resource.new</c>.</summary>
internal sealed class ResourceNewCallee(ResourceType resource, int component, FuncType coreType) : CoreCallee(coreType)
{
    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        var owner = instance.Components[component];
        owner.CheckMayLeave();
        var entry = new HandleEntry { Type = instance.ResourceIdentity(resource), Rep = values[0].U32 };
        values[0].U32 = owner.Handles.Add(entry);
        return true;
    }
}
