using System.Collections.Immutable;
using System.Globalization;
using OpenTelemetry.Exporter;

namespace Whorl.Cli.Telemetry;

/// <summary>Where one kind of telemetry goes, as OpenTelemetry's environment variables have it.</summary>
/// <param name="EndPoint">The collector's address for this kind.</param>
/// <param name="Protocol">How it is spoken to.</param>
internal sealed record OtlpSettings(Uri EndPoint, OtlpExportProtocol Protocol)
{
    /// <summary>Headers of each request, as for authentication: <c>NAME=VALUE,...</c>, percent-encoded; null for none.</summary>
    public string? Headers { get; init; }

    /// <summary>How long a request may take.</summary>
    public required TimeSpan Timeout { get; init; }

    private const string Prefix = "OTEL_EXPORTER_OTLP_";
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

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
        return ReadEndPoint(signal, protocol, variable) is not { } endPoint ? null : new OtlpSettings(endPoint, protocol)
        {
            Headers = Of(signal, "HEADERS", variable),
            Timeout = Milliseconds($"{Prefix}{signal}_TIMEOUT", variable) ?? Milliseconds($"{Prefix}TIMEOUT", variable) ?? s_timeout,
        };
    }

    /// <summary>The headers one by one.</summary>
    /// <exception cref="CommandException">An entry is not a header.</exception>
    public ImmutableArray<KeyValuePair<string, string>> ParseHeaders() =>
        [.. (Headers ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseHeader)];

    /// <summary>Reads a time in milliseconds.</summary>
    /// <exception cref="CommandException">It is not a number.</exception>
    public static TimeSpan? Milliseconds(string name, Func<string, string?> variable)
    {
        if (Given(variable, name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new CommandException($"{name} is {text}, which is not a time.", "Write a whole number of milliseconds.");
    }

    private static Uri? ReadEndPoint(string signal, OtlpExportProtocol protocol, Func<string, string?> variable)
    {
        if (Given(variable, $"{Prefix}{signal}_ENDPOINT") is { } own)
        {
            return ReadUri($"{Prefix}{signal}_ENDPOINT", own);
        }

        if (Given(variable, $"{Prefix}ENDPOINT") is not { } shared)
        {
            return null;
        }

        Uri root = ReadUri($"{Prefix}ENDPOINT", shared);

        // Over HTTP each kind has a path of its own below the shared address; over gRPC the service's name tells them apart.
        return protocol == OtlpExportProtocol.Grpc ? root : new Uri(root.AbsoluteUri.TrimEnd('/') + "/v1/" + PathOf(signal));
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

    // The value may be a secret, and is not said.
    private static KeyValuePair<string, string> ParseHeader(string entry) => entry.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
        ? new(Uri.UnescapeDataString(entry[..equals].Trim()), Uri.UnescapeDataString(entry[(equals + 1)..].Trim()))
        : throw new CommandException($"{Prefix}HEADERS has an entry that is not a header.", "Write NAME=VALUE, with a comma between two.");

    private static string? Of(string signal, string what, Func<string, string?> variable) =>
        Given(variable, $"{Prefix}{signal}_{what}") ?? Given(variable, $"{Prefix}{what}");

    private static string? Given(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } value ? value.Trim() : null;
}
