namespace Whorl.Capabilities.Calls;

/// <summary>Why a call into a capability failed, as far as interfaces tell failures apart.</summary>
public enum FailureKind
{
    /// <summary>The component may not do this.</summary>
    Denied,

    /// <summary>There is no such store, database or model.</summary>
    NotFound,

    /// <summary>A connection or handle is not open.</summary>
    NotOpen,

    /// <summary>Too much is open at once.</summary>
    TooMany,

    /// <summary>The address is not one.</summary>
    BadAddress,

    /// <summary>A parameter cannot be used.</summary>
    BadParameter,

    /// <summary>The value is of another type than the call needs.</summary>
    WrongType,

    /// <summary>The server cannot be reached, or went away.</summary>
    Unavailable,

    /// <summary>The server refused the request.</summary>
    Refused,

    /// <summary>The store, or its disk, is full.</summary>
    Full,

    /// <summary>A key, a value or a result is larger than it may be.</summary>
    TooLarge,

    /// <summary>The call took longer than it may.</summary>
    TimedOut,

    /// <summary>Anything else.</summary>
    Other,
}
