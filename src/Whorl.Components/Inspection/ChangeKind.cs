namespace Whorl.Components.Inspection;

/// <summary>How something differs between two versions of a component.</summary>
public enum ChangeKind
{
    /// <summary>Only the new version has it.</summary>
    Added,

    /// <summary>Only the old version has it.</summary>
    Removed,

    /// <summary>Both have it, in another version or with other functions.</summary>
    Changed,
}
