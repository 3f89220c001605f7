using System.Collections.Immutable;
using Whorl.Components.Hosting;

namespace Whorl.Components.Runtime;

/// <summary>What meets the imports of one component.</summary>
/// <param name="Functions">For each imported function of the plan: the host's function, and which implementation runs it.</param>
/// <param name="Resources">For each imported resource of the plan: the host's resource.</param>
/// <param name="Implementations">What makes each implementation, by slot.</param>
internal sealed record ResolvedImports(
    ImmutableArray<(HostFunction Function, int HostSlot)> Functions,
    ImmutableArray<HostResource> Resources,
    ImmutableArray<Func<object?, object>> Implementations);
