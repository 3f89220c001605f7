using Whorl.Conformance.Text;

namespace Whorl.Conformance.Scripts;

/// <summary>Tells what a form needs from the words in it. Bytes are opaque and count as sync.</summary>
internal static class FeatureDetector
{
    private static readonly string[] s_callbackWords =
        ["async", "stream", "future", "error-context", "waitable", "callback"];

    private static readonly string[] s_callbackPrefixes =
        ["task.", "subtask.", "stream.", "future.", "waitable", "context.", "backpressure.", "error-context."];

    public static Feature Of(SyntaxNode form)
    {
        var found = Feature.Sync;
        var pending = new Stack<SyntaxNode>([form]);
        while (pending.TryPop(out var node))
        {
            var own = node switch
            {
                ListNode list => OfForm(list, pending),
                AtomNode atom => OfWord(atom.Text),
                _ => Feature.Sync,
            };
            found = own > found ? own : found;
        }
        return found;
    }

    private static Feature OfForm(ListNode list, Stack<SyntaxNode> pending)
    {
        // Inside a core module the same words are only names.
        if (list.Keyword == "core" && list.Items is [_, AtomNode { Text: "module" }, ..])
        {
            return Feature.Sync;
        }
        foreach (var item in list.Items)
        {
            pending.Push(item);
        }
        var isLift = list.Items is [AtomNode { Text: "canon" }, AtomNode { Text: "lift" }, ..];
        return isLift && HasWord(list, "async") && !HasForm(list, "callback") ? Feature.Stackful : Feature.Sync;
    }

    private static Feature OfWord(string word)
    {
        if (word.StartsWith("thread.", StringComparison.Ordinal))
        {
            return Feature.Threads;
        }
        return s_callbackWords.Contains(word) || s_callbackPrefixes.Any(prefix => word.StartsWith(prefix, StringComparison.Ordinal))
            ? Feature.Callback
            : Feature.Sync;
    }

    private static bool HasWord(ListNode list, string word) => list.Items.Any(item => item is AtomNode atom && atom.Text == word);

    private static bool HasForm(ListNode list, string keyword) => list.Items.Any(item => item is ListNode form && form.Keyword == keyword);
}
