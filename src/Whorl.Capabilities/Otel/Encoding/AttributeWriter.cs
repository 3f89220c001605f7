using Whorl.Capabilities.Calls;
using GuestAttribute = Whorl.Capabilities.Bindings.Otel.Types.KeyValue;

namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>
/// Writes the attributes that a guest gives, after the host's: the app and the component, which it cannot give itself. Collectors drop what a
/// resource says when they turn metrics and spans into other forms, so that each record says it.
/// </summary>
internal sealed class AttributeWriter(string app, string component, int most)
{
    private const int Key = 1;
    private const int Value = 2;

    /// <summary>Writes a list of attributes, and as many as are left out.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="field">The field that is repeated.</param>
    /// <param name="droppedField">The field for the number of those that are left out; null where there is none.</param>
    /// <param name="attributes">The guest's.</param>
    /// <param name="alreadyDropped">How many the guest has left out itself.</param>
    public void Write(ProtobufWriter writer, int field, int? droppedField, GuestAttribute[] attributes, uint alreadyDropped = 0)
    {
        int count = Math.Min(attributes.Length, most);
        foreach (GuestAttribute attribute in attributes.AsSpan(0, count))
        {
            Write(writer, field, attribute);
        }

        ulong dropped = (ulong)(attributes.Length - count) + alreadyDropped;
        if (droppedField is { } number && dropped > 0)
        {
            writer.Varint(number, Math.Min(dropped, uint.MaxValue));
        }
    }

    /// <summary>The same, with the app and the component.</summary>
    public void WriteOwned(ProtobufWriter writer, int field, int? droppedField, GuestAttribute[] attributes, uint alreadyDropped = 0)
    {
        WriteOwner(writer, field);
        Write(writer, field, droppedField, Array.Exists(attributes, IsOwner) ? Array.FindAll(attributes, a => !IsOwner(a)) : attributes, alreadyDropped);
    }

    /// <summary>The app and the component.</summary>
    public void WriteOwner(ProtobufWriter writer, int field)
    {
        WriteText(writer, field, CapabilityTelemetry.AppTag, app);
        WriteText(writer, field, CapabilityTelemetry.ComponentTag, component);
    }

    /// <summary>One attribute of the host's.</summary>
    public static void WriteHosts(ProtobufWriter writer, int field, string key, object value)
    {
        if (value is long number)
        {
            int start = writer.Begin(field);
            writer.Text(Key, key);
            int inner = writer.Begin(Value);
            writer.Varint(JsonValueWriter.IntValue, (ulong)number);
            writer.End(inner);
            writer.End(start);
        }
        else
        {
            WriteText(writer, field, key, value.ToString() ?? "");
        }
    }

    /// <summary>Whether an attribute is one of the two that only the host gives.</summary>
    public static bool IsOwner(GuestAttribute attribute) => attribute.Key is CapabilityTelemetry.AppTag or CapabilityTelemetry.ComponentTag;

    private static void Write(ProtobufWriter writer, int field, GuestAttribute attribute)
    {
        int start = writer.Begin(field);
        writer.Text(Key, attribute.Key);
        JsonValueWriter.Write(writer, Value, attribute.Value);
        writer.End(start);
    }

    private static void WriteText(ProtobufWriter writer, int field, string key, string value)
    {
        int start = writer.Begin(field);
        writer.Text(Key, key);
        int inner = writer.Begin(Value);
        writer.Text(JsonValueWriter.StringValue, value);
        writer.End(inner);
        writer.End(start);
    }
}
