namespace Whorl.Components.Linking;

internal static class ShimElimination
{
    public static LinkPlan Apply(LinkPlan plan) => plan;
}
