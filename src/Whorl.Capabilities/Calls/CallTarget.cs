using System.Diagnostics;

namespace Whorl.Capabilities.Calls;

/// <summary>A function that guests call, for spans, metrics and messages. One static object per function.</summary>
/// <param name="capability">The capability's name, for example <c>key-value</c>.</param>
/// <param name="function">The function's name, for example <c>get</c>.</param>
public sealed class CallTarget(string capability, string function)
{
    /// <summary>The capability's name.</summary>
    public string Capability { get; } = capability;

    /// <summary>The function's name.</summary>
    public string Function { get; } = function;

    /// <summary>The name of the span.</summary>
    public string SpanName { get; } = $"{capability} {function}";

    internal KeyValuePair<string, object?> CapabilityTag { get; } = new("whorl.capability", capability);

    internal KeyValuePair<string, object?> FunctionTag { get; } = new("whorl.function", function);

    internal Activity? StartSpan(string app, string component)
    {
        Activity? span = CapabilityTelemetry.Source.StartActivity(SpanName, ActivityKind.Client);
        span?.SetTag("whorl.app", app).SetTag("whorl.component", component);
        return span;
    }
}
