using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Model;

/// <summary>A variable of an app.</summary>
public sealed record VariableModel
{
    /// <summary>The name, in lower snake_case.</summary>
    public required string Name { get; init; }

    /// <summary>Where the manifest defines it.</summary>
    public SourceLocation Location { get; init; }

    /// <summary><c>description</c>.</summary>
    public string? Description { get; init; }

    /// <summary><c>default</c>; null exactly when the variable is required.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a provider must have a value for it.</summary>
    public bool IsRequired => Default is null;

    /// <summary><c>secret</c>: its value must never be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The name and the kind; never the default, which may be a secret.</summary>
    public override string ToString() => $"{Name} ({(IsRequired ? "required" : "optional")}{(IsSecret ? ", secret" : "")})";
}
