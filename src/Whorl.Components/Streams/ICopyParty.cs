namespace Whorl.Components.Streams;

/// <summary>One side of a copy while it is under way: a guest's end with its buffer, or the host.</summary>
internal interface ICopyParty
{
    /// <summary>The component instance; -1 for the host.</summary>
    int Component { get; }

    /// <summary>How many elements it can still give or take.</summary>
    uint Remaining { get; }

    /// <summary>Whether it asked for no elements at all: it only wants to know when the other side is there.</summary>
    bool IsZeroLength { get; }

    /// <summary>Some elements were copied, and more may follow until the party looks (canonical ABI: <c>on_copy</c>).</summary>
    void Copied();

    /// <summary>The copy is over (canonical ABI: <c>on_copy_done</c>).</summary>
    void Done(CopyResult result);
}
