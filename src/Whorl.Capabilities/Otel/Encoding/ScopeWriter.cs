using Whorl.Capabilities.Bindings.Otel.Types;

namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>Writes the library that a guest made its telemetry with, and around it the message that holds what the library made.</summary>
internal static class ScopeWriter
{
    /// <summary>The field of the records in a <c>ScopeSpans</c>, <c>ScopeMetrics</c> or <c>ScopeLogs</c>.</summary>
    public const int Records = 2;

    private const int Scopes = 2;
    private const int Scope = 1;
    private const int SchemaUrl = 3;
    private const int Name = 1;
    private const int Version = 2;
    private const int Attributes = 3;
    private const int Dropped = 4;

    /// <summary>Begins the message.</summary>
    /// <returns>What ends it.</returns>
    public static int Begin(ProtobufWriter writer, InstrumentationScope? scope, AttributeWriter attributes)
    {
        int start = writer.Begin(Scopes);
        if (scope is { } given)
        {
            int inner = writer.Begin(Scope);
            writer.TextIfAny(Name, given.Name);
            writer.TextIfAny(Version, given.Version.TryGet(out string? version) ? version : null);
            attributes.Write(writer, Attributes, Dropped, given.Attributes);
            writer.End(inner);
            writer.TextIfAny(SchemaUrl, given.SchemaUrl.TryGet(out string? url) ? url : null);
        }

        return start;
    }
}
