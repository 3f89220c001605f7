using System.Buffers;
using System.Text;
using Whorl.Conformance.Text;
using Whorl.Conformance.Values;

namespace Whorl.Conformance.Scripts;

/// <summary>Reads the directives of a <c>.wast</c> script.</summary>
internal sealed class ScriptReader
{
    private readonly SourceText _source;
    private readonly ValueReader _values;

    private ScriptReader(string content)
    {
        _source = new SourceText(content);
        _values = new ValueReader(_source);
    }

    /// <exception cref="ScriptSyntaxException">The text is not balanced, or something other than a form stands at its top.</exception>
    public static List<ScriptStep> Read(string content) => new ScriptReader(content).ReadAll();

    private List<ScriptStep> ReadAll()
    {
        var steps = new List<ScriptStep>();
        foreach (var node in new SyntaxReader(_source).ReadAll())
        {
            if (node is not ListNode { Keyword: { } keyword } form)
            {
                throw _source.Error(node.Start, "a directive is expected here, such as `(component …)`");
            }
            steps.Add(new ScriptStep(ReadDirective(form, keyword), form));
        }
        return steps;
    }

    private Directive ReadDirective(ListNode form, string keyword)
    {
        var line = _source.LineOf(form.Start);
        var rest = new FormCursor(form, _source);
        try
        {
            return keyword switch
            {
                "module" or "component" => ReadDefinition(form, keyword, line, rest),
                "register" => new RegisterDirective(keyword, line, rest.RequireName(), rest.TakeIdentifier()),
                "invoke" or "get" => new ActionDirective(keyword, line, ReadAction(form)),
                "assert_return" => new AssertReturnDirective(keyword, line, ReadAction(rest.RequireList()), _values.ReadAll(rest.TakeRest())),
                "assert_trap" or "assert_exhaustion" => new AssertTrapDirective(keyword, line, ReadAction(rest.RequireList()), rest.RequireName()),
                "assert_exception" => new AssertExceptionDirective(keyword, line, ReadAction(rest.RequireList())),
                "assert_invalid" or "assert_malformed" or "assert_unlinkable" =>
                    new AssertRejectedDirective(keyword, line, ReadSource(rest.RequireList()), rest.RequireName()),
                _ => new UnknownDirective(keyword, line, $"the runner does not know the directive `{keyword}`"),
            };
        }
        catch (ScriptSyntaxException e)
        {
            return new UnknownDirective(keyword, line, e.Message);
        }
    }

    private Directive ReadDefinition(ListNode form, string keyword, int line, FormCursor rest)
    {
        if (rest.TakeKeyword("instance") is not null)
        {
            return new InstantiateDirective(keyword + " instance", line, rest.TakeIdentifier(), rest.TakeIdentifier());
        }
        var isDefinitionOnly = rest.TakeKeyword("definition") is not null;
        var name = isDefinitionOnly ? keyword + " definition" : keyword;
        return new DefineDirective(name, line, rest.TakeIdentifier(), ReadSource(form), isDefinitionOnly);
    }

    private ScriptAction ReadAction(ListNode form)
    {
        var rest = new FormCursor(form, _source);
        return form.Keyword switch
        {
            "invoke" => new InvokeAction(rest.TakeIdentifier(), rest.RequireName(), _values.ReadAll(rest.TakeRest())),
            "get" => new GetAction(rest.TakeIdentifier(), rest.RequireName()),
            "module" or "component" => new StartAction(ReadSource(form)),
            _ => throw _source.Error(form.Start, "an action is expected here: `invoke`, `get`, `module` or `component`"),
        };
    }

    private WasmSource ReadSource(ListNode form)
    {
        if (form.Keyword is not ("module" or "component"))
        {
            throw _source.Error(form.Start, "a module or component is expected here");
        }
        var isComponent = form.Keyword == "component";
        var rest = new FormCursor(form, _source);
        var definition = rest.TakeKeyword("definition");
        rest.TakeIdentifier();
        if (rest.TakeKeyword("binary") is not null)
        {
            return new BinarySource(isComponent, Join(rest, ""u8));
        }
        if (rest.TakeKeyword("quote") is not null)
        {
            return new QuotedSource(isComponent, Join(rest, " "u8));
        }
        var text = new StringBuilder(_source.Slice(form));
        if (definition is not null)
        {
            // The keyword belongs to scripts; blanks in its place keep the columns of diagnostics right.
            var start = definition.Start - form.Start;
            text.Remove(start, definition.Text.Length).Insert(start, " ", definition.Text.Length);
        }
        return new TextSource(isComponent, text.ToString());
    }

    private byte[] Join(FormCursor rest, ReadOnlySpan<byte> separator)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var node in rest.TakeRest())
        {
            if (node is not StringNode text)
            {
                throw _source.Error(node.Start, "only strings may stand here");
            }
            bytes.Write(text.Bytes);
            bytes.Write(separator);
        }
        return bytes.WrittenSpan.ToArray();
    }
}
