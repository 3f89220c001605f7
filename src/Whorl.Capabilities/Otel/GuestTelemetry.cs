namespace Whorl.Capabilities.Otel;

/// <summary>Something that a guest tells about itself, in OTLP's protobuf form.</summary>
/// <param name="Resource">What it is about: the field <c>resource</c> of a <c>ResourceSpans</c>, <c>ResourceMetrics</c> or <c>ResourceLogs</c>, with its tag.</param>
/// <param name="Scopes">The field <c>scope_spans</c>, <c>scope_metrics</c> or <c>scope_logs</c> of the same, with its tag; as often as there are some.</param>
public sealed record GuestTelemetry(byte[] Resource, byte[] Scopes)
{
    /// <summary>The bytes that it takes.</summary>
    public int Size => Resource.Length + Scopes.Length;
}
