using System.Collections.Immutable;

namespace Whorl.Wit.Diagnostics;

/// <summary>Collects diagnostics, so that everything wrong with a set of files is reported at once.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<WitDiagnostic> _items = [];

    public bool HasErrors { get; private set; }

    public void Error(string code, WitLocation location, string message, string remedy)
    {
        HasErrors = true;
        _items.Add(new WitDiagnostic(code, WitSeverity.Error, location, message, remedy));
    }

    public void Warning(string code, WitLocation location, string message, string remedy) =>
        _items.Add(new WitDiagnostic(code, WitSeverity.Warning, location, message, remedy));

    /// <summary>Everything so far, by file and position, each line once.</summary>
    public ImmutableArray<WitDiagnostic> ToImmutable() =>
    [
        .. _items
            .Distinct()
            .OrderBy(d => d.Location.Path, StringComparer.Ordinal)
            .ThenBy(d => d.Location.Line)
            .ThenBy(d => d.Location.Column),
    ];
}
