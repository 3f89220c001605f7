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

    /// <summary>Begins the span of a call; null when nobody listens. It does not become the current one: guests' tasks change threads.</summary>
    internal Activity? StartSpan(CapabilityScope scope)
    {
        if (!CapabilityTelemetry.Source.HasListeners() || CapabilityTelemetry.Source.CreateActivity(SpanName, ActivityKind.Client, scope.Trace) is not { } span)
        {
            return null;
        }

        span.SetTag(CapabilityTelemetry.AppTag, scope.Grants.App).SetTag(CapabilityTelemetry.ComponentTag, scope.Grants.Component);
        Activity? current = Activity.Current;
        span.Start();
        Activity.Current = current;
        return span;
    }
}
