using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Linking;

/// <summary>A core function as other components and the host call it.</summary>
/// <param name="Callee">The core function.</param>
/// <param name="Type">The function's component-level type.</param>
/// <param name="Options">The callee's memory, realloc, post-return and string encoding.</param>
/// <param name="CoreType">The type of the core function.</param>
internal sealed record LiftedFunction(CoreItem Callee, ComponentFuncType Type, CanonicalOptions Options, FuncType CoreType);
