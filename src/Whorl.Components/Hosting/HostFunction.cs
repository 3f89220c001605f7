namespace Whorl.Components.Hosting;

/// <summary>One function of a host interface: its name, its type as canonical text, and the code that runs it.</summary>
/// <param name="name">The name as in component binaries: <c>now</c>, <c>[method]fields.get</c>, <c>[constructor]fields</c>.</param>
/// <param name="signature">The canonical signature, such as <c>func(a:u32,b:list&lt;string&gt;)-&gt;own&lt;fields&gt;</c>.</param>
/// <param name="entry">Lifts the parameters, calls the implementation and lowers the result.</param>
public readonly struct HostFunction(string name, string signature, HostEntry entry)
{
    /// <summary>The function's name as component binaries spell it.</summary>
    public string Name { get; } = name;

    /// <summary>The canonical text of the function's type; compared at link time.</summary>
    public string Signature { get; } = signature;

    /// <summary>The code that a guest's call runs.</summary>
    public HostEntry Entry { get; } = entry;
}
