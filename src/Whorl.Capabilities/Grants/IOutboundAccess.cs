namespace Whorl.Capabilities.Grants;

/// <summary>Decides where one component may connect to.</summary>
public interface IOutboundAccess
{
    /// <summary>Decides about an address.</summary>
    /// <param name="address">A URL, or a host with an optional port. What stands before an <c>@</c> is not looked at.</param>
    /// <param name="defaultScheme">The scheme of an address that names none.</param>
    /// <param name="cancellationToken">Ends the wait for a variable that an entry of the manifest uses.</param>
    ValueTask<OutboundAnswer> CheckAsync(string address, string defaultScheme, CancellationToken cancellationToken);
}
