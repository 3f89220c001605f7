using Whorl.Capabilities.Grants;

namespace Whorl.Runtime.Capabilities;

/// <summary>Lets a dependency that does not inherit <c>allowed_outbound_hosts</c> connect to nothing.</summary>
internal sealed class NoOutboundAccess : IOutboundAccess
{
    private NoOutboundAccess()
    {
    }

    public static NoOutboundAccess Instance { get; } = new();

    public ValueTask<OutboundAnswer> CheckAsync(string address, string defaultScheme, CancellationToken cancellationToken) => ValueTask.FromResult(new OutboundAnswer(
        OutboundVerdict.Denied, "", 0, "the dependency does not inherit `allowed_outbound_hosts` (`inherit_configuration` in the manifest)"));
}
