namespace Whorl.Apps.Files;

/// <summary>What a piece of a glob matches.</summary>
internal enum GlobTokenKind
{
    /// <summary>One character, itself.</summary>
    Literal,

    /// <summary><c>?</c></summary>
    AnyCharacter,

    /// <summary><c>[...]</c></summary>
    Set,

    /// <summary><c>*</c></summary>
    AnyText,

    /// <summary><c>**</c></summary>
    AnyFolders,
}
