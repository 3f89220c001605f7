namespace Whorl.Capabilities.Mqtt;

/// <summary>What tells one link from another.</summary>
internal sealed record MqttServerKey(string Host, int Port, bool IsTls, string User, string Password, ulong KeepAlive)
{
    public double KeepAliveSeconds => Math.Min(KeepAlive, 3600);

    // So that no log shows what is secret.
    public override string ToString() => $"{Host}:{Port}";
}
