namespace Whorl.Apps.Toml;

/// <summary>What made a table. TOML lets a table be added to only by the means that made it.</summary>
internal enum TomlTableOrigin
{
    /// <summary>A header names something inside it, and none names the table itself yet.</summary>
    Implied,

    /// <summary>A <c>[header]</c> or <c>[[header]]</c> names it.</summary>
    Header,

    /// <summary>A dotted key inside another table made it.</summary>
    DottedKey,

    /// <summary>Braces hold all of it.</summary>
    Inline,
}
