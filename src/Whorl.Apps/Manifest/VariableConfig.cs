using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>An app variable as written.</summary>
internal sealed record VariableConfig(Located<string> Name, string? Description, Located<bool>? Required, string? Default, bool IsSecret);
