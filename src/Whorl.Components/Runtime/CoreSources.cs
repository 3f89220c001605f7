using System.Collections.Immutable;
using Whorl.Components.Linking;

namespace Whorl.Components.Runtime;

/// <summary>
/// Where the core functions and memories that canonical options name come from. They are looked up on first use, since
/// most calls need few of them.
/// </summary>
internal sealed class CoreSources
{
    private readonly int _reallocs;
    private readonly int _postReturns;
    private readonly int _callbacks;
    private readonly int _destructors;

    public CoreSources(LinkPlan plan, CalleeFactory factory)
    {
        _reallocs = plan.Lifted.Length;
        _postReturns = _reallocs + plan.ReallocCount;
        _callbacks = _postReturns + plan.PostReturnCount;
        _destructors = _callbacks + plan.CallbackCount;
        var functions = new CoreSource?[_destructors + plan.Resources.Length];
        var memories = new CoreSource?[plan.MemoryCount];
        for (var i = 0; i < plan.Lifted.Length; i++)
        {
            functions[i] = factory.Source(plan.Lifted[i].Callee);
        }

        for (var i = 0; i < plan.Resources.Length; i++)
        {
            functions[_destructors + i] = plan.Resources[i].Destructor is { } destructor ? factory.Source(destructor) : null;
        }

        foreach (var initializer in plan.Initializers)
        {
            switch (initializer)
            {
                case ExtractMemory memory:
                    memories[memory.Slot] = factory.Source(memory.Source);
                    break;
                case ExtractRealloc realloc:
                    functions[_reallocs + realloc.Slot] = factory.Source(realloc.Source);
                    break;
                case ExtractPostReturn postReturn:
                    functions[_postReturns + postReturn.Slot] = factory.Source(postReturn.Source);
                    break;
                case ExtractCallback callback:
                    functions[_callbacks + callback.Slot] = factory.Source(callback.Source);
                    break;
                default:
                    break;
            }
        }

        Functions = [.. functions];
        Memories = [.. memories];
    }

    /// <summary>Lifted functions, then reallocs, post-returns, callbacks and destructors.</summary>
    public ImmutableArray<CoreSource?> Functions { get; }

    public ImmutableArray<CoreSource?> Memories { get; }

    public int Realloc(int slot) => _reallocs + slot;

    public int PostReturn(int slot) => _postReturns + slot;

    public int Callback(int slot) => _callbacks + slot;

    public int Destructor(int resource) => _destructors + resource;
}
