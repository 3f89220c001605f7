namespace Whorl.Components.Validation;

/// <summary>What sort of name an import or export has.</summary>
internal enum NameKind
{
    Label,
    Constructor,
    Method,
    Static,
    Interface,

    /// <summary>A dependency, URL or content hash: how a component names an implementation; never the name of an export.</summary>
    Implementation,
}

/// <summary>A name of an import or export, taken apart.</summary>
/// <param name="Kind">Its sort.</param>
/// <param name="Resource">For constructors, methods and statics, the resource.</param>
/// <param name="Version">For interfaces, what follows the <c>@</c>, or null.</param>
/// <param name="UniqueKey">Equal for names that are too much alike to stand side by side.</param>
internal sealed record ParsedName(NameKind Kind, string Resource, string? Version, string UniqueKey);
