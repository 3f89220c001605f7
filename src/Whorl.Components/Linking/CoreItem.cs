using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Linking;

/// <summary>Where a core function, memory, table, global or tag comes from.</summary>
internal abstract record CoreItem;

/// <summary>An export of a core instance that an earlier initializer made.</summary>
internal sealed record CoreExport(int CoreInstance, string Name) : CoreItem;

/// <summary>A component function made callable from core code: <see cref="LinkPlan.Lowerings"/>.</summary>
internal sealed record LoweredFunction(int Lowering) : CoreItem;

/// <summary>A canonical built-in.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Resource">For the resource built-ins: the resource, as its plan sees it.</param>
/// <param name="ComponentInstance">The component instance in whose tables the built-in works.</param>
/// <param name="CoreType">The type of the core function.</param>
internal sealed record Builtin(BuiltinKind Kind, ResourceType? Resource, int ComponentInstance, FuncType CoreType) : CoreItem
{
    /// <summary>For stream and future built-ins: the stream or future; for task.return: the result.</summary>
    public ComponentType? Type { get; init; }

    /// <summary>For built-ins that take canonical options, else null.</summary>
    public CanonicalOptions? Options { get; init; }

    /// <summary>For the cancel built-ins: true when they do not wait. For the thread built-ins: true when they can be cancelled.</summary>
    public bool IsAsync { get; init; }

    /// <summary>For context.get and context.set: the slot.</summary>
    public uint Immediate { get; init; }
}
