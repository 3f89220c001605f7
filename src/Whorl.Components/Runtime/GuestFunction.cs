using System.Collections.Immutable;
using Whorl.Components.Abi.Shapes;
using Whorl.Components.Linking;
using Whorl.Components.Types;

namespace Whorl.Components.Runtime;

/// <summary>A function that a guest offers to other components or to the host, with everything about it that is the same in every store.</summary>
internal sealed class GuestFunction
{
    private FunctionShape? _hostShape;

    public GuestFunction(int index, LiftedFunction lifted, int contextIndex, ImmutableArray<int> hostEntering)
    {
        Index = index;
        Type = lifted.Type;
        Options = lifted.Options;
        SlotCount = lifted.CoreType.SlotCount;
        ContextIndex = contextIndex;
        HostEntering = hostEntering;
        var flatResults = lifted.Type.Result?.FlatTypes.Length ?? 0;
        IsResultSpilled = flatResults > (lifted.Options.IsAsync ? FlatSignature.MaxParameters : FlatSignature.MaxResults);
    }

    /// <summary>Index into the plan's lifted functions.</summary>
    public int Index { get; }

    public ComponentFuncType Type { get; }

    public CanonicalOptions Options { get; }

    /// <summary>How many flat values a call passes.</summary>
    public int SlotCount { get; }

    /// <summary>Which context lifts and lowers for the guest.</summary>
    public int ContextIndex { get; }

    /// <summary>The component instances that a call from the host enters.</summary>
    public ImmutableArray<int> HostEntering { get; }

    /// <summary>How the host's dynamically typed calls lift and lower.</summary>
    public FunctionShape HostShape => _hostShape ??= new FunctionShape(Type, new ShapeTable(inGuest: false));

    /// <summary>Whether the guest gives its result as a pointer to memory.</summary>
    public bool IsResultSpilled { get; }
}
