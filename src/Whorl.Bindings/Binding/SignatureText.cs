using System.Text;
using Whorl.Wit.Model;

namespace Whorl.Bindings.Binding;

/// <summary>The canonical text of a function's type: no spaces, types expanded, resources by their names where they are defined.</summary>
internal static class SignatureText
{
    public static string Of(WitFunction function)
    {
        var text = new StringBuilder(function.IsAsync ? "async func(" : "func(");
        for (var i = 0; i < function.Parameters.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(function.Parameters[i].Name).Append(':');
            Append(text, function.Parameters[i].Type);
        }

        text.Append(')');
        if (function.Result is { } result)
        {
            text.Append("->");
            Append(text, result);
        }

        return text.ToString();
    }

    public static string Of(WitType type)
    {
        var text = new StringBuilder();
        Append(text, type);
        return text.ToString();
    }

    private static void Append(StringBuilder text, WitType type)
    {
        switch (type)
        {
            case WitType.Primitive primitive:
                text.Append(primitive.Kind == WitPrimitive.ErrorContext ? "error-context" : primitive.Kind.ToString().ToLowerInvariant());
                break;
            case WitType.Named named:
                AppendDefinition(text, named.Definition.Target.Kind);
                break;
            case WitType.List list:
                Append(text, "list", list.Element);
                if (list.Length is { } length)
                {
                    text.Insert(text.Length - 1, "," + length);
                }

                break;
            case WitType.Map map:
                Append(text, "map", new WitType.Primitive(map.Key), map.Value);
                break;
            case WitType.Option option:
                Append(text, "option", option.Element);
                break;
            case WitType.Result result:
                AppendResult(text, result);
                break;
            case WitType.Tuple tuple:
                Append(text, "tuple", [.. tuple.Elements]);
                break;
            case WitType.Future future:
                Append(text, "future", future.Element);
                break;
            case WitType.Stream stream:
                Append(text, "stream", stream.Element);
                break;
            case WitType.Own own:
                text.Append("own<").Append(own.Resource.Target.Name).Append('>');
                break;
            case WitType.Borrow borrow:
                text.Append("borrow<").Append(borrow.Resource.Target.Name).Append('>');
                break;
        }
    }

    private static void Append(StringBuilder text, string name, params WitType?[] arguments)
    {
        text.Append(name);
        if (arguments.Length == 1 && arguments[0] is null)
        {
            return;
        }

        text.Append('<');
        for (var i = 0; i < arguments.Length; i++)
        {
            text.Append(i == 0 ? "" : ",");
            Append(text, arguments[i]!);
        }

        text.Append('>');
    }

    private static void AppendResult(StringBuilder text, WitType.Result result)
    {
        if (result.Error is null)
        {
            Append(text, "result", result.Ok);
            return;
        }

        text.Append("result<");
        if (result.Ok is null)
        {
            text.Append('_');
        }
        else
        {
            Append(text, result.Ok);
        }

        text.Append(',');
        Append(text, result.Error);
        text.Append('>');
    }

    private static void AppendDefinition(StringBuilder text, WitTypeKind kind)
    {
        switch (kind)
        {
            case WitTypeKind.Alias alias:
                Append(text, alias.Type);
                break;
            case WitTypeKind.Record record:
                AppendMembers(text, "record", record.Fields, field =>
                {
                    text.Append(field.Name).Append(':');
                    Append(text, field.Type);
                });
                break;
            case WitTypeKind.Variant variant:
                AppendMembers(text, "variant", variant.Cases, item =>
                {
                    text.Append(item.Name);
                    if (item.Type is not null)
                    {
                        text.Append('(');
                        Append(text, item.Type);
                        text.Append(')');
                    }
                });
                break;
            case WitTypeKind.Enum labels:
                AppendMembers(text, "enum", labels.Cases, label => text.Append(label.Name));
                break;
            case WitTypeKind.Flags flags:
                AppendMembers(text, "flags", flags.Labels, label => text.Append(label.Name));
                break;
        }
    }

    private static void AppendMembers<T>(StringBuilder text, string what, IEnumerable<T> members, Action<T> append)
    {
        text.Append(what).Append('{');
        var isFirst = true;
        foreach (var member in members)
        {
            text.Append(isFirst ? "" : ",");
            append(member);
            isFirst = false;
        }

        text.Append('}');
    }
}
