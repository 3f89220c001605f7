namespace Whorl.Wit.Model;

/// <summary>Where a function belongs.</summary>
public enum WitFunctionKind
{
    /// <summary>To its interface or world.</summary>
    Free,

    /// <summary>To a value of a resource; the first parameter is <c>self</c>.</summary>
    Method,

    /// <summary>To a resource type.</summary>
    Static,

    /// <summary>To a resource type, of which it makes a value.</summary>
    Constructor,
}
