using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>
/// Keeps the names of one scope apart in the component model's strong sense: without regard to case, and so that a method or static
/// function collides with nothing else of its resource.
/// </summary>
internal sealed class UniqueNames(DiagnosticBag diagnostics, string scope)
{
    private readonly Dictionary<string, WitLocation> _seen = new(StringComparer.OrdinalIgnoreCase);

    public bool Add(Name name) => Add(name.Text, name);

    public bool AddFunction(Name name, WitFunctionKind kind, string? resource) => kind switch
    {
        WitFunctionKind.Constructor => Add("[constructor]" + resource, name),
        WitFunctionKind.Free => Add(name.Text, name),
        _ => Add(string.Equals(resource, name.Text, StringComparison.OrdinalIgnoreCase) ? name.Text : resource + "." + name.Text, name),
    };

    private bool Add(string key, Name name)
    {
        if (_seen.TryGetValue(key, out var first))
        {
            diagnostics.Error(Codes.DuplicateName, name.Location,
                $"'{name}' is already defined in {scope} at line {first.Line}, column {first.Column}",
                "choose another name; letter case does not tell names apart");
            return false;
        }

        _seen.Add(key, name.Location);
        return true;
    }
}
