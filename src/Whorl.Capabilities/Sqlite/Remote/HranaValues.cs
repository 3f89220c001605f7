using System.Globalization;
using System.Text.Json;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Sqlite.Remote;

/// <summary>SQLite's values as JSON.</summary>
internal static class HranaValues
{
    public static void Write(Utf8JsonWriter json, SqliteValue value)
    {
        json.WriteStartObject();
        switch (value.Kind)
        {
            case SqliteValueKind.Integer:
                json.WriteString("type", "integer");
                json.WriteString("value", value.Integer.ToString(CultureInfo.InvariantCulture));
                break;
            case SqliteValueKind.Real:
                if (!double.IsFinite(value.Real))
                {
                    throw new FailureException(FailureKind.BadParameter, "a parameter is not a finite number, and JSON has no other");
                }

                json.WriteString("type", "float");
                json.WriteNumber("value", value.Real);
                break;
            case SqliteValueKind.Text:
                json.WriteString("type", "text");
                json.WriteString("value", value.Text);
                break;
            case SqliteValueKind.Blob:
                json.WriteString("type", "blob");
                json.WriteBase64String("base64", value.Blob);
                break;
            default:
                json.WriteString("type", "null");
                break;
        }

        json.WriteEndObject();
    }

    public static SqliteValue Read(JsonElement value) => value.GetProperty("type").GetString() switch
    {
        "integer" => SqliteValue.Of(long.Parse(value.GetProperty("value").GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        "float" => SqliteValue.Of(value.GetProperty("value").GetDouble()),
        "text" => SqliteValue.Of(value.GetProperty("value").GetString()!),
        "blob" => SqliteValue.Of(ReadBase64(value.GetProperty("base64").GetString()!)),
        "null" => SqliteValue.Null,
        _ => throw new FormatException("a value of an unknown type"),
    };

    // Servers leave the padding out.
    private static byte[] ReadBase64(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
