using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Whorl.Bindings.Pipeline;

/// <summary>A diagnostic as plain values; Roslyn's own kind holds on to syntax and compares by reference.</summary>
/// <param name="Id">Which descriptor.</param>
/// <param name="Path">The WIT file; empty when it is about the project.</param>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1.</param>
/// <param name="Length">Length of the marked text.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record BindingsDiagnostic(string Id, string Path, int Line, int Column, int Length, string Message)
{
    public Diagnostic ToDiagnostic()
    {
        var descriptor = Descriptors.ById(Id);
        if (Path.Length == 0)
        {
            return Diagnostic.Create(descriptor, Location.None, Message);
        }

        var start = new LinePosition(Line - 1, Column - 1);
        var span = new LinePositionSpan(start, new LinePosition(Line - 1, Column - 1 + Length));
        return Diagnostic.Create(descriptor, Location.Create(Path, default, span), Message);
    }
}
