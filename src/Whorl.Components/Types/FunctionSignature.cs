using System.Text;

namespace Whorl.Components.Types;

/// <summary>Compares types of functions by their canonical text.</summary>
internal static class FunctionSignature
{
    /// <summary>
    /// Whether two functions are called alike. What their parameters are called makes no difference: values are passed by position, and
    /// releases of an interface rename parameters.
    /// </summary>
    public static bool IsCalledAs(string one, string other) =>
        one == other || WithoutParameterNames(one) == WithoutParameterNames(other);

    // A parameter's name ends at the first colon after the comma that is in no brackets.
    private static string WithoutParameterNames(string signature)
    {
        var text = new StringBuilder(signature.Length);
        var depth = 0;
        var isName = false;
        for (var i = 0; i < signature.Length; i++)
        {
            var c = signature[i];
            depth += c is '(' or '{' or '<' ? 1 : c is ')' or '}' or '>' ? -1 : 0;
            if (depth == 0 && c == ')')
            {
                return text.Append(signature.AsSpan(i)).ToString();
            }

            if (!isName)
            {
                text.Append(c);
            }

            isName = c != ':' && (isName || (depth == 1 && c is '(' or ','));
        }

        return signature;
    }
}
