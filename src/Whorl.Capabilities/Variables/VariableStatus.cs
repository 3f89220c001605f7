namespace Whorl.Capabilities.Variables;

/// <summary>What asking for a variable came to.</summary>
public enum VariableStatus
{
    /// <summary>There is a value.</summary>
    Found,

    /// <summary>The name cannot be that of a variable.</summary>
    InvalidName,

    /// <summary>The component has no such variable.</summary>
    Undefined,

    /// <summary>The provider that may hold the value failed.</summary>
    ProviderFailed,
}
