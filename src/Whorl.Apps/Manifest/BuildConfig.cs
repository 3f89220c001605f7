using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>How to build a component, as written.</summary>
internal sealed record BuildConfig(List<string> Commands, Located<string>? WorkingFolder, List<string> Watch);
