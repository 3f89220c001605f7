using System.Collections.Immutable;

namespace Whorl.Components.Linking;

/// <summary>One step of instantiating a component. The steps run in order, and each uses only what earlier ones made.</summary>
internal abstract record Initializer;

/// <summary>Instantiates a core module and runs its start function.</summary>
/// <param name="Module">Index into <see cref="LinkPlan.Modules"/>.</param>
/// <param name="Arguments">What meets the module's imports, in the module's own import order.</param>
/// <param name="CoreInstance">The slot for the new instance.</param>
/// <param name="ComponentInstance">The component instance on whose behalf the module runs.</param>
internal sealed record InstantiateModule(
    int Module, ImmutableArray<CoreItem> Arguments, int CoreInstance, int ComponentInstance) : Initializer
{
    /// <summary>An export, a function without parameters, to call before anything else; null for none.</summary>
    public string? Initialize { get; init; }
}

/// <summary>Keeps a memory for canonical options.</summary>
internal sealed record ExtractMemory(int Slot, CoreItem Source) : Initializer;

/// <summary>Keeps a realloc function, <c>(old, old-size, align, new-size) -> pointer</c>, for canonical options.</summary>
internal sealed record ExtractRealloc(int Slot, CoreItem Source) : Initializer;

/// <summary>Keeps a post-return function for canonical options.</summary>
internal sealed record ExtractPostReturn(int Slot, CoreItem Source) : Initializer;

/// <summary>Keeps an async callback function for canonical options.</summary>
internal sealed record ExtractCallback(int Slot, CoreItem Source) : Initializer;

/// <summary>Keeps a table for a thread built-in.</summary>
internal sealed record ExtractTable(int Slot, CoreItem Source) : Initializer;

/// <summary>Brings a resource of a component to life: from here its destructor can be resolved.</summary>
internal sealed record DefineResource(int Resource) : Initializer;
