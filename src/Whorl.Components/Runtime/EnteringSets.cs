using System.Collections.Immutable;
using Whorl.Components.Linking;

namespace Whorl.Components.Runtime;

/// <summary>Which component instances a call enters (canonical ABI: <c>entering_set</c>), which the plan settles once.</summary>
internal static class EnteringSets
{
    /// <summary>The callee and its ancestors.</summary>
    public static ImmutableArray<int> FromHost(LinkPlan plan, int callee) => [.. SelfAndAncestors(plan, callee)];

    /// <summary>The callee and its ancestors, without those that the caller is in already.</summary>
    public static ImmutableArray<int> Between(LinkPlan plan, int caller, int callee) =>
        [.. SelfAndAncestors(plan, callee).Except(SelfAndAncestors(plan, caller))];

    private static IEnumerable<int> SelfAndAncestors(LinkPlan plan, int component)
    {
        for (var i = component; i >= 0; i = plan.ParentInstances[i])
        {
            yield return i;
        }
    }
}
