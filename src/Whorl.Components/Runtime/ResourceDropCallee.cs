using System.Collections.Immutable;
using Whorl.Components.Hosting;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon resource.drop</c>.</summary>
/// <param name="resource">The resource type.</param>
/// <param name="component">The component instance that drops.</param>
/// <param name="entering">The component instances that the destructor enters; empty for a host's resource.</param>
/// <param name="coreType">The type of the core function.</param>
internal sealed class ResourceDropCallee(ResourceType resource, int component, ImmutableArray<int> entering, FuncType coreType)
    : CoreCallee(coreType)
{
    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        var owner = instance.Components[component];
        owner.CheckMayLeave();
        var entry = owner.Handles.Remove(values[0].U32, instance.ResourceIdentity(resource));
        if (entry.Scope is { } scope)
        {
            scope.DropBorrow();
        }
        else if (resource.DefinedIndex >= 0)
        {
            instance.Enter(entering);
            if (!instance.TryCallDestructor(resource.DefinedIndex, entry.Rep))
            {
                return false;
            }

            instance.Leave(entering);
        }
        else
        {
            (entry.Value as IDisposable)?.Dispose();
        }

        return true;
    }
}
