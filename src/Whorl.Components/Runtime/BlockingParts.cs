using System.Collections.Immutable;
using Whorl.Components.Linking;

namespace Whorl.Components.Runtime;

/// <summary>Finds the component instances whose code has means to wait in the middle of a call.</summary>
internal static class BlockingParts
{
    /// <returns>For each component instance, whether it may.</returns>
    public static ImmutableArray<bool> Of(LinkPlan plan)
    {
        var found = new bool[plan.ComponentInstanceCount];
        foreach (var argument in plan.Initializers.OfType<InstantiateModule>().SelectMany(i => i.Arguments))
        {
            switch (argument)
            {
                case LoweredFunction { Lowering: var index } when plan.Lowerings[index] is { Type.IsAsync: true, Options.IsAsync: false } lowering:
                    found[lowering.Options.ComponentInstance] = true;
                    break;
                case Builtin { Kind: BuiltinKind.WaitableSetWait or BuiltinKind.ThreadYield } builtin:
                    found[builtin.ComponentInstance] = true;
                    break;
                case Builtin
                {
                    Kind: BuiltinKind.StreamRead or BuiltinKind.StreamWrite or BuiltinKind.FutureRead or BuiltinKind.FutureWrite, IsAsync: false,
                } builtin:
                    found[builtin.ComponentInstance] = true;
                    break;
                default:
                    break;
            }
        }

        return [.. found];
    }
}
