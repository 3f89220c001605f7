namespace Whorl.Apps.Variables;

/// <summary>Why a variable has no value; the cases of the guest's interface.</summary>
public enum VariableErrorKind
{
    /// <summary>The name breaks the grammar of variable names.</summary>
    InvalidName,

    /// <summary>The component defines no such variable.</summary>
    Undefined,

    /// <summary>A provider failed, or none had a value.</summary>
    Provider,
}
