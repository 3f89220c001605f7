namespace Whorl.Capabilities.Otel.Encoding;

/// <summary>What a guest tells at once takes more bytes than it may.</summary>
internal sealed class TelemetryTooLargeException(string message) : Exception(message);
