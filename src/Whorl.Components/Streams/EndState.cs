namespace Whorl.Components.Streams;

/// <summary>What has become of an end that the host holds.</summary>
internal enum EndState
{
    /// <summary>It can be read.</summary>
    Open,

    /// <summary>The host has dropped it.</summary>
    Dropped,

    /// <summary>The host has given it to a guest.</summary>
    Given,

    /// <summary>The instance that writes has ended.</summary>
    Abandoned,
}
