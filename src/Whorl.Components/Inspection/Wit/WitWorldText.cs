using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Inspection.Wit;

/// <summary>
/// Writes what a component imports and exports as WIT: one world, and the packages of the interfaces that it names. What WIT has no word
/// for, such as imported modules, becomes a comment.
/// </summary>
internal sealed class WitWorldText
{
    private readonly WitTypeNames _types = new();
    private readonly OrderedDictionary<(string Package, string Version), OrderedDictionary<string, WitScope>> _packages = [];
    private readonly WitLines _items = new();
    private readonly WitScope _world;
    private readonly List<(string Keyword, ExternName Name, ExternType Type, WitScope? Scope)> _externs = [];

    private WitWorldText()
    {
        _world = new WitScope(null, _types);
    }

    public static string Write(ComponentDefinition component)
    {
        var text = new WitWorldText();
        foreach (var definition in component.Definitions)
        {
            switch (definition)
            {
                case ImportDefinition import:
                    text.Declare("import", import.Name, import.Type);
                    break;
                case ExportDefinition export:
                    text.Declare("export", export.Name, export.Type);
                    break;
            }
        }

        return text.Write();
    }

    // Every name is known before anything is put into words.
    private void Declare(string keyword, ExternName name, ExternType type)
    {
        WitScope? scope = null;
        if (type is InstanceExtern instance)
        {
            scope = ScopeOf(name);
            foreach (var (member, item) in instance.Type.Exports)
            {
                scope.Declare(member, item);
            }
        }
        else
        {
            _world.Declare(name.Name, type);
        }

        _externs.Add((keyword, name, type, scope));
    }

    private WitScope ScopeOf(ExternName name)
    {
        if (!WitName.TryReadInterface((name.Implements ?? name.Name) + name.VersionSuffix, out var parts))
        {
            return new WitScope(null, _types);
        }

        var key = (parts.Package, parts.Version);
        var package = _packages.TryGetValue(key, out var known) ? known : _packages[key] = new(StringComparer.Ordinal);
        return package.TryGetValue(parts.Interface, out var scope)
            ? scope
            : package[parts.Interface] = new WitScope(WitName.Package(parts.Package, parts.Version, "/" + WitName.Of(parts.Interface)), _types);
    }

    private string Write()
    {
        foreach (var (_, name, type, scope) in _externs)
        {
            AddMembers(name, type, scope);
        }

        var written = new HashSet<(string, string)>();
        foreach (var (keyword, name, type, scope) in _externs)
        {
            if (written.Add((keyword, name.Name)))
            {
                WriteExtern(keyword, name, type, scope);
            }
        }

        var lines = new WitLines();
        lines.Line("package root:component;");
        lines.Line("");
        lines.Open("world root");
        _world.Write(lines, (_, _, _) => { });
        foreach (var item in _items.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            lines.Line(item);
        }

        lines.Close();
        WritePackages(lines);
        return lines.ToString();
    }

    private void AddMembers(ExternName name, ExternType type, WitScope? scope)
    {
        if (type is InstanceExtern instance)
        {
            foreach (var (member, item) in instance.Type.Exports)
            {
                scope!.Add(member, item);
            }
        }
        else if (type is TypeExtern || (type is FuncExtern && name.Name[0] == '['))
        {
            _world.Add(name.Name, type);
        }
    }

    private void WriteExtern(string keyword, ExternName name, ExternType type, WitScope? scope)
    {
        switch (type)
        {
            case FuncExtern when name.Name[0] == '[':
            case TypeExtern:
                break;
            case FuncExtern func when !_types.Budget.TrySpend(func.Type):
                _items.Line($"// {keyword} \"{name.Name}\": its type is {TextBudget.TooLong}");
                break;
            case FuncExtern func:
                _items.Line($"{keyword} {WitName.Of(name.Name)}: {new WitTypeText(_world, _types).Function(func.Type)};");
                break;
            case InstanceExtern when scope!.Path is { } path:
                _items.Line($"{keyword} {(name.Implements is null ? "" : WitName.Of(name.Name) + ": ")}{path};");
                break;
            case InstanceExtern when !name.Name.Contains('<', StringComparison.Ordinal):
                _items.Open($"{keyword} {WitName.Of(name.Name)}: interface");
                scope!.Write(_items, WriteFunction);
                _items.Close();
                break;
            default:
                _items.Line($"// {keyword} \"{name.Name}\": {type.Noun}, for which WIT has no word");
                break;
        }
    }

    private void WritePackages(WitLines lines)
    {
        foreach (var ((package, version), interfaces) in _packages)
        {
            lines.Line("");
            lines.Open($"package {WitName.Package(package, version)}");
            foreach (var (name, scope) in interfaces)
            {
                lines.Open($"interface {WitName.Of(name)}");
                scope.Write(lines, WriteFunction);
                lines.Close();
            }

            lines.Close();
        }
    }

    private static void WriteFunction(WitLines lines, string name, string text) => lines.Line($"{WitName.Of(name)}: {text};");
}
