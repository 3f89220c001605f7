using Whorl.Apps.Loading;
using Whorl.Components.Validation;

namespace Whorl.Runtime.Loading;

/// <summary>A component in a chain of middleware.</summary>
/// <param name="Request">Where it comes from, and what messages call it.</param>
/// <param name="Component">The component.</param>
internal sealed record ChainMember(WasmRequest Request, ComponentDefinition Component);
