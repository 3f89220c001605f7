namespace Whorl.Components.Tasks;

/// <summary>What a handle is that is no resource.</summary>
internal sealed class HandleKind
{
    public static readonly HandleKind Subtask = new("subtask");
    public static readonly HandleKind WaitableSet = new("waitable-set");
    public static readonly HandleKind ReadableStream = new("readable end of a stream");
    public static readonly HandleKind WritableStream = new("writable end of a stream");
    public static readonly HandleKind ReadableFuture = new("readable end of a future");
    public static readonly HandleKind WritableFuture = new("writable end of a future");

    private HandleKind(string noun) => Noun = noun;

    /// <summary>What messages call it.</summary>
    public string Noun { get; }

    /// <summary>Whether it can be put into a waitable set.</summary>
    public bool IsWaitable => this != WaitableSet;

    public override string ToString() => Noun;
}
