using System.Text.Json;

namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>Writes values that guests give as JSON text as OTLP's <c>AnyValue</c>. Text that is not JSON is the value itself.</summary>
internal static class JsonValueWriter
{
    public const int StringValue = 1;
    public const int IntValue = 3;
    private const int BoolValue = 2;
    private const int DoubleValue = 4;
    private const int ArrayValue = 5;
    private const int KeyValueList = 6;
    private const int BytesValue = 7;
    private const int Values = 1; // of an array and of a list alike
    private const int Key = 1;
    private const int Value = 2;

    /// <summary>Bytes have no form of their own in JSON.</summary>
    private const string BytesPrefix = "data:application/octet-stream;base64,";

    /// <summary>How deep lists may be nested: deeper ones would need a deep stack here and wherever they are read.</summary>
    private const int MaxDepth = 16;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = MaxDepth };

    public static void Write(ProtobufWriter writer, int field, string json)
    {
        int start = writer.Begin(field);
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json), s_options);
            reader.Read();
            WriteContent(writer, ref reader);
            if (!reader.Read())
            {
                writer.End(start);
                return;
            }
        }
        catch (JsonException)
        {
        }

        writer.Rewind(start);
        writer.Text(StringValue, json);
        writer.End(start);
    }

    private static void WriteContent(ProtobufWriter writer, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                WriteText(writer, ref reader);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.Varint(BoolValue, reader.TokenType == JsonTokenType.True ? 1u : 0);
                break;
            case JsonTokenType.Number when reader.TryGetInt64(out long number):
                writer.Varint(IntValue, (ulong)number);
                break;
            case JsonTokenType.Number:
                writer.Double(DoubleValue, reader.TryGetDouble(out double real) ? real : throw new JsonException("a number is out of range"));
                break;
            case JsonTokenType.StartArray:
                WriteArray(writer, ref reader);
                break;
            case JsonTokenType.StartObject:
                WriteObject(writer, ref reader);
                break;
        }
    }

    private static void WriteText(ProtobufWriter writer, ref Utf8JsonReader reader)
    {
        string text = TextOf(ref reader);
        if (text.StartsWith(BytesPrefix, StringComparison.Ordinal))
        {
            byte[] bytes = new byte[text.Length];
            if (Convert.TryFromBase64Chars(text.AsSpan(BytesPrefix.Length), bytes, out int written))
            {
                writer.Bytes(BytesValue, bytes.AsSpan(0, written));
                return;
            }
        }

        writer.Text(StringValue, text);
    }

    private static void WriteArray(ProtobufWriter writer, ref Utf8JsonReader reader)
    {
        int list = writer.Begin(ArrayValue);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int value = writer.Begin(Values);
            WriteContent(writer, ref reader);
            writer.End(value);
        }

        writer.End(list);
    }

    private static void WriteObject(ProtobufWriter writer, ref Utf8JsonReader reader)
    {
        int list = writer.Begin(KeyValueList);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            int pair = writer.Begin(Values);
            writer.Text(Key, TextOf(ref reader));
            reader.Read();
            int value = writer.Begin(Value);
            WriteContent(writer, ref reader);
            writer.End(value);
            writer.End(pair);
        }

        writer.End(list);
    }

    // An escape may stand for half of a character, which is no text.
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
