using Microsoft.Extensions.Logging;
using Whorl.Apps.Model;
using Whorl.Apps.Variables;
using Whorl.Runtime.Loading;

namespace Whorl.Cli.Serving;

/// <summary>Looks, beside everything else, whether the servers that an app's variables come from can be asked, and logs it if they cannot.</summary>
internal sealed partial class StartCheck : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _check;

    private StartCheck(AppModel app, AppRuntimeOptions options, ILogger logger) => _check = Task.Run(async () =>
    {
        foreach (string problem in await ProviderCheck.RunAsync(app, options.VariableProviders, ProviderCheck.Patience, _stopping.Token))
        {
            Unusable(logger, app.Name, problem);
        }
    });

    public static StartCheck Begin(AppModel app, AppRuntimeOptions options, ILoggerFactory log) => new(app, options, log.CreateLogger("Whorl.Variables"));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _check.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    [LoggerMessage(320, LogLevel.Warning, "Cannot be used: variables of app `{App}`: {Problem}")]
    private static partial void Unusable(ILogger logger, string app, string problem);
}
