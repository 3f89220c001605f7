namespace Whorl.Capabilities.Grants;

/// <summary>What came of asking whether a component may connect to an address.</summary>
public enum OutboundVerdict
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>It may not.</summary>
    Denied,

    /// <summary>The address is not one.</summary>
    Malformed,
}
