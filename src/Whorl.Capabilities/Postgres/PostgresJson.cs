namespace Whorl.Capabilities.Postgres;

/// <summary>A JSON document.</summary>
/// <param name="Content">Its text, in UTF-8.</param>
internal sealed record PostgresJson(byte[] Content);
