namespace Whorl.Bindings.Naming;

/// <summary>The names of one C# scope. A name that is taken gets an underscore at its end.</summary>
internal sealed class NameTable(params string[] reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal);

    public string Take(string preferred)
    {
        var name = preferred;
        while (!_taken.Add(name))
        {
            name += "_";
        }

        return name;
    }

    /// <summary>Keeps a name from being taken.</summary>
    public void Reserve(string name) => _taken.Add(name);
}
