using Whorl.Components.Types;

namespace Whorl.Components.Linking;

/// <summary>A function that the host has to provide.</summary>
/// <param name="Interface">The name of the imported instance, such as <c>wasi:io/streams@0.2.3</c>; empty for a function imported by itself.</param>
/// <param name="Name">The function's name in that instance, such as <c>[method]input-stream.read</c>.</param>
/// <param name="Type">Its type.</param>
internal sealed record ImportedFunction(string Interface, string Name, ComponentFuncType Type)
{
    /// <summary>The interface that the import says it implements when its name is a plain one, else null.</summary>
    public string? Implements { get; init; }

    /// <summary>The part of a composition that imports it: an index into <see cref="LinkPlan.Parts"/>; 0 when there is only one.</summary>
    public int Part { get; init; }
}
