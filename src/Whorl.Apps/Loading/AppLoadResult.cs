using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;

namespace Whorl.Apps.Loading;

/// <summary>What reading an app came to.</summary>
/// <param name="App">The app; null when there is an error among the diagnostics.</param>
/// <param name="Diagnostics">Everything that was found, in the order of the file.</param>
public sealed record AppLoadResult(AppModel? App, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The app.</summary>
    /// <exception cref="AppException">There are errors.</exception>
    public AppModel AppOrThrow() => App ?? throw new AppException(Diagnostics);
}
