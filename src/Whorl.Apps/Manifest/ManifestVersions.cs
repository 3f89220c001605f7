using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Tells the versions of the manifest apart.</summary>
internal static class ManifestVersions
{
    public const string Key = "spin_manifest_version";
    public const string OldKey = "spin_version";

    private const string Remedy = "Write spin_manifest_version = 2 at the top (without quotes); version 1 is written \"1\".";

    /// <summary>1 or 2; null, with a report, when it is neither.</summary>
    public static int? Detect(TomlTable root, DiagnosticBag diagnostics)
    {
        if (!root.TryGet(Key, out var entry) && !root.TryGet(OldKey, out entry))
        {
            diagnostics.Error(DiagnosticCode.BadManifestVersion, new SourceLocation(1, 1), $"the manifest has no `{Key}`", Remedy);
            return null;
        }

        switch (entry.Value)
        {
            case TomlInteger { Value: 2 } when entry.Key == Key:
                return 2;
            case TomlText { Value: "1" }:
                return 1;
            default:
                var value = entry.Value switch
                {
                    TomlInteger integer => $"{integer.Value}",
                    TomlText text => $"\"{text.Value}\"",
                    var other => other.Kind,
                };
                diagnostics.Error(
                    DiagnosticCode.BadManifestVersion,
                    entry.Value.Location,
                    $"`{entry.Key}` is {value}, which is no version of the manifest",
                    Remedy);
                return null;
        }
    }
}
