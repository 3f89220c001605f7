namespace Whorl.Components.Modules;

/// <summary>The name of an import taken apart: <c>[async-lower][stream-read-0]f</c> is marked async, <c>stream-read-0</c>, and of <c>f</c>.</summary>
/// <param name="IsAsync">Whether it is marked as async, not to wait.</param>
/// <param name="IsCancellable">Whether it is marked as cancellable.</param>
/// <param name="Word">What the brackets hold after these marks; empty if there are none, or they belong to the function's own name.</param>
/// <param name="Subject">What follows: a function or a resource.</param>
internal readonly record struct IntrinsicName(bool IsAsync, bool IsCancellable, string Word, string Subject)
{
    public const string ResourceDrop = "resource-drop";
    public const string ResourceNew = "resource-new";
    public const string ResourceRep = "resource-rep";

    private const string AsyncMark = "[async-lower]";
    private const string CancellableMark = "[cancellable]";

    // These are parts of a function's name.
    private static readonly string[] s_functionKinds = ["method", "static", "constructor"];

    public static IntrinsicName Parse(string name)
    {
        var isAsync = Strip(ref name, AsyncMark);
        var isCancellable = Strip(ref name, CancellableMark);
        var end = name.IndexOf(']', StringComparison.Ordinal);
        var word = name.StartsWith('[') && end > 0 ? name[1..end] : "";
        return word.Length == 0 || s_functionKinds.Contains(word)
            ? new IntrinsicName(isAsync, isCancellable, "", name)
            : new IntrinsicName(isAsync, isCancellable, word, name[(end + 1)..]);
    }

    /// <summary>The word without the number, or whatever it is, after its last hyphen: <c>stream-read-0</c> is <c>stream-read</c> and <c>0</c>.</summary>
    public (string Word, string Last) SplitLast() =>
        Word.LastIndexOf('-') is > 0 and var hyphen ? (Word[..hyphen], Word[(hyphen + 1)..]) : (Word, "");

    private static bool Strip(ref string name, string mark)
    {
        var marked = name.StartsWith(mark, StringComparison.Ordinal);
        name = marked ? name[mark.Length..] : name;
        return marked;
    }
}
