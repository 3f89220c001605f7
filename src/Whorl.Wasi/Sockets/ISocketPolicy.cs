namespace Whorl.Wasi.Sockets;

/// <summary>Says where the sockets of a component may go.</summary>
public interface ISocketPolicy
{
    /// <summary>The sockets that all instances together may have open; null for as many as each may. One that is refused is not waited for.</summary>
    IConnectionBudget? Budget => null;

    /// <summary>
    /// Gives the rules for one instance, which then hold for its life. Asked when the instance makes its first socket or looks up its
    /// first name.
    /// </summary>
    /// <param name="cancellationToken">Ends with the instance.</param>
    ValueTask<ISocketRules> GetRulesAsync(CancellationToken cancellationToken);
}
