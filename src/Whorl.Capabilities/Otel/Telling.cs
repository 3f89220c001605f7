using Whorl.Capabilities.Grants;
using Whorl.Capabilities.Otel.Encoding;

namespace Whorl.Capabilities.Otel;

/// <summary>How one instance's telemetry of one kind is written and passed on.</summary>
internal sealed class Telling(IGuestTelemetrySink sink, TelemetrySignal signal, ComponentGrants component, TelemetryLimits limits)
{
    private byte[]? _ownResource;

    public TelemetryLimits Limits => limits;

    /// <summary>Writes attributes of what this component tells.</summary>
    public AttributeWriter Attributes { get; } = new(component.App, component.Component, limits.Attributes);

    /// <summary>The resource of what is told without one.</summary>
    public byte[] OwnResource => _ownResource ??= ResourceWriter.Write(new ProtobufWriter(limits.RecordBytes), Attributes, sink.Service, []);

    /// <summary>The resource with what the guest says of it.</summary>
    public byte[] ResourceWith(Bindings.Otel.Types.KeyValue[] attributes, int mostBytes) =>
        attributes.Length == 0 ? OwnResource : ResourceWriter.Write(new ProtobufWriter(mostBytes), Attributes, sink.Service, attributes);

    /// <summary>Passes something on. When it returns false, it is dropped: too much waits to be sent.</summary>
    public bool TryAdd(byte[] resource, byte[] scopes) => sink.TryAdd(signal, new GuestTelemetry(resource, scopes));

    /// <summary>Says in the log that something was dropped.</summary>
    /// <param name="function">The function that was called.</param>
    /// <param name="why">What was dropped, why, and what to do.</param>
    public void LogDropped(string function, string why) =>
        component.Denials.WriteDropped($"component `{component.Component}` of app `{component.App}`, wasi:otel/{function}: {why}");
}
