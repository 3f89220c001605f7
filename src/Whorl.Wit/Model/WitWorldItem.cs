namespace Whorl.Wit.Model;

/// <summary>An import or an export of a world.</summary>
/// <param name="Name">The name that a component uses: an interface's full name, or a plain name.</param>
/// <param name="ExternalId">The text of <c>@external-id</c>, or null.</param>
public abstract record WitWorldItem(string Name, string? ExternalId)
{
    /// <summary>Doc comment, or empty.</summary>
    public string Docs { get; init; } = "";

    /// <summary>Gates.</summary>
    public WitStability Stability { get; init; } = WitStability.None;

    /// <summary>True when the name is a plain one, which <c>include ... with</c> may change.</summary>
    public bool HasPlainName { get; init; }

    /// <summary>An interface, under its own name, a plain name (<c>import x: store</c>), or written in place.</summary>
    public sealed record OfInterface(string Name, WitInterface Interface, string? ExternalId) : WitWorldItem(Name, ExternalId);

    /// <summary>A function.</summary>
    public sealed record OfFunction(string Name, WitFunction Function, string? ExternalId) : WitWorldItem(Name, ExternalId);
}
