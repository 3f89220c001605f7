using System.Text.Json;

namespace Whorl.Cli.Serving;

/// <summary>What standard output says once the server listens: the address and the routes, for people or for programs.</summary>
internal static class Announcement
{
    public static void WritePlain(TextWriter output, string baseUrl, IEnumerable<ServedRoute> routes)
    {
        output.WriteLine();
        output.WriteLine($"Serving {baseUrl}");
        output.WriteLine("Available Routes:");
        foreach (var route in routes)
        {
            output.WriteLine($"  {route.Id}: {baseUrl}{route.Path}{(route.IsWildcard ? " (wildcard)" : "")}");
            if (!string.IsNullOrEmpty(route.Description))
            {
                output.WriteLine($"    {route.Description}");
            }
        }
        output.Flush();
    }

    public static void WriteJson(TextWriter output, string baseUrl, IEnumerable<ServedRoute> routes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("base_url", baseUrl);
            json.WriteStartArray("routes");
            foreach (var route in routes)
            {
                json.WriteStartObject();
                json.WriteString("id", route.Id);
                json.WriteString("route", route.Path);
                json.WriteBoolean("wildcard", route.IsWildcard);
                if (!string.IsNullOrEmpty(route.Description))
                {
                    json.WriteString("description", route.Description);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        output.Flush();
    }
}
