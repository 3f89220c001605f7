using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Where a core item comes from, ready to be looked up in any instance.</summary>
internal abstract class CoreSource
{
    public abstract Extern Resolve(ComponentInstance instance);
}
