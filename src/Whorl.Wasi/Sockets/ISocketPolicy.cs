namespace Whorl.Wasi.Sockets;

/// <summary>Says where the sockets of a component may go.</summary>
public interface ISocketPolicy
{
    /// <summary>
    /// Gives the rules for one instance, which then hold for its life. Asked when the instance makes its first socket or looks up its
    /// first name.
    /// </summary>
    /// <param name="cancellationToken">Ends with the instance.</param>
    ValueTask<ISocketRules> GetRulesAsync(CancellationToken cancellationToken);
}
