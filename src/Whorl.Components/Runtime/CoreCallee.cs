using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Something other than a guest that core code can call: a lowered component function or a canonical built-in.</summary>
internal abstract class CoreCallee(FuncType coreType)
{
    public FuncType CoreType { get; } = coreType;

    /// <summary>Runs the call. An exception becomes a trap in the caller.</summary>
    /// <param name="instance">The component instance whose core code calls.</param>
    /// <param name="values">The flat arguments; the flat result goes to the first place.</param>
    /// <returns>False when a guest that was called in turn failed, and the store keeps the cause.</returns>
    public abstract bool Invoke(ComponentInstance instance, Span<ValRaw> values);
}
