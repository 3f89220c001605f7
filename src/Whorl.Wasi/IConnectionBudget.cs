using System.Diagnostics.CodeAnalysis;

namespace Whorl.Wasi;

/// <summary>The connections that may be open at a time. Any thread.</summary>
public interface IConnectionBudget
{
    /// <summary>Takes a connection, waiting until there is one.</summary>
    /// <returns>What gives it back when it is disposed; more than once does no harm.</returns>
    ValueTask<IDisposable> TakeAsync(CancellationToken cancellationToken);

    /// <summary>Takes a connection if there is one.</summary>
    /// <param name="permit">What gives it back when it is disposed; more than once does no harm.</param>
    bool TryTake([NotNullWhen(true)] out IDisposable? permit);
}
