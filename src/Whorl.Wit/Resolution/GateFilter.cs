using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>Decides which gated items are taken in, and checks the gates themselves.</summary>
internal sealed class GateFilter(WitOptions options, DiagnosticBag diagnostics)
{
    public bool IsEnabled(ItemHeader header) =>
        header.Stability.Feature is not { } feature || options.AllFeatures || options.Features.Contains(feature);

    /// <summary>
    /// Checks an item's gates against the version of its package and the gates of what contains it. That an item must be gated at
    /// least as strictly as what it refers to is not checked: WASI 0.2 itself breaks that rule (field-name in wasi:http).
    /// </summary>
    public void Check(ItemHeader header, WitPackageName package, WitStability container)
    {
        CheckVersion(header, "since", header.Stability.Since, package);
        CheckVersion(header, "deprecated", header.Stability.Deprecated, package);
        if (header.Stability.Since is { } since && container.Since is { } outer && since.ComparePrecedence(outer) < 0)
        {
            diagnostics.Warning(Codes.GatedReference, header.Location,
                $"'@since(version = {since})' is older than the '@since(version = {outer})' around it", $"write version {outer} or later");
        }
    }

    private void CheckVersion(ItemHeader header, string gate, SemanticVersion? version, WitPackageName package)
    {
        if (version is null)
        {
            return;
        }

        if (package.Version is null)
        {
            diagnostics.Error(Codes.GateVersion, header.Location, $"'@{gate}' needs a version, but package '{package}' has none",
                "write the version in the package declaration, as in 'package a:b@1.0.0;'");
        }
        else if (version.ComparePrecedence(package.Version) > 0)
        {
            diagnostics.Error(Codes.GateVersion, header.Location,
                $"'@{gate}(version = {version})' lies in the future of package '{package}'",
                "raise the package's version, or use '@unstable' for what is not released");
        }
    }
}
