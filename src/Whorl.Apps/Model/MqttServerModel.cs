using Whorl.Apps.Templates;

namespace Whorl.Apps.Model;

/// <summary>The server that an app's MQTT triggers listen to, and who they are there.</summary>
/// <param name="Address">The server, as a URL.</param>
/// <param name="User">The user's name; empty for nobody.</param>
/// <param name="Password">The user's password.</param>
/// <param name="KeepAlive">How long the connection may be silent.</param>
/// <param name="ClientId">What the server knows the app by, so that it keeps messages while the app is away; null for nothing.</param>
public sealed record MqttServerModel(Template Address, Template User, Template Password, TimeSpan KeepAlive, Template? ClientId);
