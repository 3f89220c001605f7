using System.Diagnostics;
using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>A function of ours, by the name that it has in the linked component's own linker.</summary>
internal sealed class CalleeSource(Linker linker, byte[] name) : CoreSource
{
    public override Extern Resolve(ComponentInstance instance) =>
        linker.Get(instance.Store, [], name) ?? throw new UnreachableException();
}
