using System.Text.Json;

namespace Whorl.Capabilities.Llm.Remote;

/// <summary>What the protocols of model servers have in common.</summary>
internal static class ModelJson
{
    public static void WriteTexts(this Utf8JsonWriter json, string name, string[] texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    public static float[] ToVector(this JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetSingle())];
}
