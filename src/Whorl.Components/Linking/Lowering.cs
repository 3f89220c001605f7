using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Linking;

/// <summary>A component function as core code calls it.</summary>
/// <param name="Target">Who is called.</param>
/// <param name="Type">The function's type as the caller sees it.</param>
/// <param name="Options">The caller's memory, realloc and string encoding.</param>
/// <param name="CoreType">The flattened type.</param>
internal sealed record Lowering(ComponentFunction Target, ComponentFuncType Type, CanonicalOptions Options, FuncType CoreType)
{
    /// <summary>Whether the function counts as a part of the caller, which calling it does not leave: it may be called from a realloc too.</summary>
    public bool IsWithin { get; init; }
}
