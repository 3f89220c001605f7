namespace Whorl.Components.Linking;

/// <summary>How one lifted or lowered function meets its guest. The numbers are slots of the <see cref="LinkPlan"/>.</summary>
internal sealed record CanonicalOptions(
    StringEncoding Encoding,
    int? Memory,
    int? Realloc,
    int? PostReturn,
    int? Callback,
    bool IsAsync,
    int ComponentInstance);
