namespace Whorl.Triggers.Redis;

/// <summary>A channel that a trigger listens to.</summary>
/// <param name="Address">The server's URL, with the password that it may have.</param>
/// <param name="Server">Host and port.</param>
/// <param name="Name">The channel.</param>
/// <param name="Component">The id of the component that is called.</param>
public sealed record RedisChannel(string Address, string Server, string Name, string Component)
{
    /// <summary>What may be shown.</summary>
    public override string ToString() => $"{Server}/{Name}";
}
