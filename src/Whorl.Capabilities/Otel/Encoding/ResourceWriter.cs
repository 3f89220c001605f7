using GuestAttribute = Whorl.Capabilities.Bindings.Otel.Types.KeyValue;


namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>Writes what telemetry is about: the host's service, the app and the component, and what the guest adds.</summary>
internal static class ResourceWriter
{
    private const int Resource = 1;
    private const int Attributes = 1;
    private const int Dropped = 2;

    /// <summary>What the host says of the library that its own telemetry is made with does not hold for the guest's.</summary>
    private const string Sdk = "telemetry.sdk.";

    private const string Service = "service.";

    /// <summary>Writes the field <c>resource</c>.</summary>
    /// <param name="writer">A fresh one.</param>
    /// <param name="attributes">Knows the app and the component.</param>
    /// <param name="service">What the host is.</param>
    /// <param name="guest">What the guest says; not heeded where the host says something, and where it says that it is another service.</param>
    public static byte[] Write(ProtobufWriter writer, AttributeWriter attributes, IReadOnlyList<KeyValuePair<string, object>> service, GuestAttribute[] guest)
    {
        int resource = writer.Begin(Resource);
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string key, object value) in service)
        {
            if (!key.StartsWith(Sdk, StringComparison.Ordinal))
            {
                hosts.Add(key);
                AttributeWriter.WriteHosts(writer, Attributes, key, value);
            }
        }

        attributes.WriteOwner(writer, Attributes);
        attributes.Write(
            writer,
            Attributes,
            Dropped,
            Array.FindAll(guest, a => !hosts.Contains(a.Key) && !AttributeWriter.IsOwner(a) && !a.Key.StartsWith(Service, StringComparison.Ordinal)));
        writer.End(resource);
        return writer.ToArray();
    }
}
