using Whorl.Capabilities.Grants;

namespace Whorl.Runtime.Capabilities;

/// <summary>Lets a dependency that does not inherit <c>allowed_outbound_hosts</c> connect to nothing.</summary>
internal sealed class NoOutboundAccess(string component) : IOutboundAccess
{
    public ValueTask<OutboundAnswer> CheckAsync(string address, string defaultScheme, CancellationToken cancellationToken) => ValueTask.FromResult(new OutboundAnswer(
        OutboundVerdict.Denied,
        "",
        0,
        $"a dependency of component `{component}` may not connect to anything: it does not inherit `allowed_outbound_hosts` (`inherit_configuration` in the manifest)"));
}
