using System.Diagnostics.CodeAnalysis;

namespace Whorl.Triggers.Mqtt;

/// <summary>Where an MQTT server is.</summary>
/// <param name="Host">The host.</param>
/// <param name="Port">The port.</param>
/// <param name="IsTls">Whether it is spoken to over TLS.</param>
internal sealed record MqttAddress(string Host, int Port, bool IsTls)
{
    private const int PlainPort = 1883;
    private const int TlsPort = 8883;

    /// <summary>Reads <c>mqtt://host:port</c>, or <c>mqtts://</c> for TLS; <c>tcp://</c> and <c>ssl://</c> mean the same.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MqttAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
        {
            return false;
        }

        bool isTls = uri.Scheme is "mqtts" or "ssl";
        if (isTls || uri.Scheme is "mqtt" or "tcp")
        {
            address = new MqttAddress(uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : isTls ? TlsPort : PlainPort, isTls);
        }

        return address is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{Port}";
}
