using Whorl.Components.Types;

namespace Whorl.Conformance.Values;

/// <summary>A script passes a value that the function's type does not allow.</summary>
internal sealed class ValueMismatchException(WastValue value, ComponentType type)
    : Exception($"{value} is not a value of {type.Signature}");
