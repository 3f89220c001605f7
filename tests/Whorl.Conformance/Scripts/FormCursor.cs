using System.Text;
using Whorl.Conformance.Text;

namespace Whorl.Conformance.Scripts;

/// <summary>Walks the items of a form after its keyword.</summary>
internal sealed class FormCursor(ListNode form, SourceText source)
{
    private int _next = 1;

    private SyntaxNode? Next => _next < form.Items.Count ? form.Items[_next] : null;

    public AtomNode? TakeKeyword(string keyword)
    {
        if (Next is not AtomNode atom || atom.Text != keyword)
        {
            return null;
        }
        _next++;
        return atom;
    }

    /// <summary>The next item when it is a `$name`.</summary>
    public string? TakeIdentifier()
    {
        if (Next is not AtomNode { IsIdentifier: true } atom)
        {
            return null;
        }
        _next++;
        return atom.Text;
    }

    public string RequireName()
    {
        if (Next is not StringNode text)
        {
            throw source.Error(Next?.Start ?? form.End - 1, "a string is expected here");
        }
        _next++;
        return Encoding.UTF8.GetString(text.Bytes);
    }

    public ListNode RequireList()
    {
        if (Next is not ListNode list)
        {
            throw source.Error(Next?.Start ?? form.End - 1, "a form in parentheses is expected here");
        }
        _next++;
        return list;
    }

    public IEnumerable<SyntaxNode> TakeRest()
    {
        var rest = form.Items.Skip(_next);
        _next = form.Items.Count;
        return rest;
    }
}
