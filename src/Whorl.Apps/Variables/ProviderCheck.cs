using System.Collections.Immutable;
using System.Globalization;
using Whorl.Apps.Model;

namespace Whorl.Apps.Variables;

/// <summary>
/// Asks the servers that variables come from when an app starts, so that its operator learns at once, and not from a guest, that one of them is
/// of no use. The app starts all the same: servers come and go.
/// </summary>
public static class ProviderCheck
{
    /// <summary>How long a server may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks them for a variable of the app; if they all answer, looks whether they have those that are required.</summary>
    /// <param name="app">The app.</param>
    /// <param name="providers">Where the values of its variables come from, in their order.</param>
    /// <param name="patience">How long a server may take.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>What is wrong, each in one line with what to do about it.</returns>
    public static async Task<ImmutableArray<string>> RunAsync(
        AppModel app, ImmutableArray<IVariableProvider> providers, TimeSpan patience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        IVariableProvider[] servers = [.. providers.Where(p => p.AsksServer)];
        if (servers.Length == 0 || app.Variables.IsEmpty)
        {
            return [];
        }

        string[] required = [.. app.Variables.Where(v => v.IsRequired).Select(v => v.Name)];
        string first = required.FirstOrDefault(app.Variables[0].Name);
        string?[] found = await Task.WhenAll(servers.Select(s => AskAsync(s, first, patience, cancellationToken))).ConfigureAwait(false);
        ImmutableArray<string> failed = [.. found.OfType<string>().Distinct(StringComparer.Ordinal)];
        if (!failed.IsEmpty)
        {
            return failed;
        }

        var resolver = new VariableResolver(app, providers);
        found = await Task.WhenAll(required.Select(name => FindAsync(resolver, name, patience, cancellationToken))).ConfigureAwait(false);
        return [.. found.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static Task<string?> AskAsync(IVariableProvider server, string variable, TimeSpan patience, CancellationToken cancellationToken) => ExplainAsync(
        token => server.GetAsync(variable, token).AsTask(),
        string.Create(CultureInfo.InvariantCulture, $"{server.Name} has not answered for {patience.TotalSeconds:0.###} s. Check that it runs, and its address in [[variables_provider]] of the runtime configuration."),
        patience,
        cancellationToken);

    private static Task<string?> FindAsync(VariableResolver resolver, string variable, TimeSpan patience, CancellationToken cancellationToken) => ExplainAsync(
        token => resolver.GetAsync(variable, token).AsTask(),
        string.Create(CultureInfo.InvariantCulture, $"required variable `{variable}` has no value: the servers of [[variables_provider]] have not answered for {patience.TotalSeconds:0.###} s"),
        patience,
        cancellationToken);

    private static async Task<string?> ExplainAsync<T>(Func<CancellationToken, Task<T>> ask, string overdue, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await ask(limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (VariableException e)
        {
            return e.Remedy is { } remedy ? $"{e.Message}. {remedy}" : e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return overdue;
        }
    }
}
