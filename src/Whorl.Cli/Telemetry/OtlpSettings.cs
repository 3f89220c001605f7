using OpenTelemetry.Exporter;

namespace Whorl.Cli.Telemetry;

/// <summary>Where one kind of telemetry goes, as OpenTelemetry's environment variables have it.</summary>
/// <param name="EndPoint">The collector's address for this kind.</param>
/// <param name="Protocol">How it is spoken to.</param>
internal sealed record OtlpSettings(Uri EndPoint, OtlpExportProtocol Protocol)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    /// <summary>Reads the settings of one kind.</summary>
    /// <param name="signal"><c>TRACES</c>, <c>METRICS</c> or <c>LOGS</c>.</param>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <returns>Null when no endpoint is set: nothing is sent then.</returns>
    /// <exception cref="CommandException">A value is not what it should be.</exception>
    public static OtlpSettings? Read(string signal, Func<string, string?> variable)
    {
        if (Given(variable, "OTEL_SDK_DISABLED") is { } disabled && disabled.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        OtlpExportProtocol protocol = ReadProtocol(signal, variable);
        if (Given(variable, $"{Prefix}{signal}_ENDPOINT") is { } own)
        {
            return new OtlpSettings(ReadUri($"{Prefix}{signal}_ENDPOINT", own), protocol);
        }

        if (Given(variable, $"{Prefix}ENDPOINT") is not { } shared)
        {
            return null;
        }

        Uri root = ReadUri($"{Prefix}ENDPOINT", shared);

        // Over HTTP each kind has a path of its own below the shared address; over gRPC the service's name tells them apart.
        return new OtlpSettings(protocol == OtlpExportProtocol.Grpc ? root : new Uri(root.AbsoluteUri.TrimEnd('/') + "/v1/" + PathOf(signal)), protocol);
    }

    private static string PathOf(string signal) => signal switch
    {
        "TRACES" => "traces",
        "METRICS" => "metrics",
        _ => "logs",
    };

    private static OtlpExportProtocol ReadProtocol(string signal, Func<string, string?> variable)
    {
        string name = Given(variable, $"{Prefix}{signal}_PROTOCOL") is null ? $"{Prefix}PROTOCOL" : $"{Prefix}{signal}_PROTOCOL";
        return Given(variable, name) switch
        {
            null or "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            "grpc" => OtlpExportProtocol.Grpc,
            { } other => throw new CommandException($"{name} is {other}, which is not a protocol that Whorl speaks.", "Set it to http/protobuf or grpc."),
        };
    }

    private static Uri ReadUri(string name, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new CommandException($"{name} is {text}, which is not an address.", "Write http://HOST:PORT or https://HOST:PORT.");

    private static string? Given(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } value ? value.Trim() : null;
}
