namespace Whorl.Triggers.Mqtt;

/// <summary>How one trigger introduces itself to its server.</summary>
/// <param name="Address">The server.</param>
/// <param name="User">The user's name; empty for nobody.</param>
/// <param name="Password">The user's password.</param>
/// <param name="KeepAlive">How long the connection may be silent.</param>
/// <param name="ClientId">What the server knows the trigger by; null for a name that nobody will use again.</param>
internal sealed record MqttLogin(MqttAddress Address, string User, string Password, TimeSpan KeepAlive, string? ClientId)
{
    // So that no log shows what is secret.
    public override string ToString() => Address.ToString();
}
