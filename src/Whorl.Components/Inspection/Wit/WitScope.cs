using Whorl.Components.Types;

namespace Whorl.Components.Inspection.Wit;

/// <summary>
/// A place in WIT where types have names: an interface or the world. Collects members by name, so that an interface that is both
/// imported and exported is written once, with all that either of them mentions.
/// </summary>
/// <param name="path">How other interfaces name this one in <c>use</c>; null when they cannot.</param>
/// <param name="types">What every type of the component is called, and where.</param>
internal sealed class WitScope(string? path, WitTypeNames types)
{
    private readonly OrderedDictionary<string, Action<WitLines>> _types = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, string> _uses = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, string> _functions = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, OrderedDictionary<string, string>> _resources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<WitTypeNames.Home, string> _foreign = [];
    private readonly Dictionary<TypeDefinition, string> _unknown = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _remarks = [];

    /// <summary>How other interfaces name this one, or null when they cannot.</summary>
    public string? Path => path;

    /// <summary>Makes the names of an instance's types known, before anything refers to them.</summary>
    public void Declare(string name, ExternType item)
    {
        if (item is TypeExtern type)
        {
            _names.Add(name);

            // All names of a primitive type are one object, which says nothing about the name.
            if (type.Created is not PrimitiveType)
            {
                types.Declare(this, name, type.Created);
            }
        }
    }

    public void Add(string name, ExternType item)
    {
        switch (item)
        {
            case FuncExtern { Type: var type } when !types.Budget.TrySpend(type):
                _remarks.Add($"// The type of \"{name}\" is {TextBudget.TooLong}.");
                break;
            case TypeExtern type when !_types.ContainsKey(name) && !_uses.ContainsKey(name):
                AddType(name, type);
                break;
            case FuncExtern func:
                AddFunction(name, func.Type);
                break;
            case not TypeExtern:
                _remarks.Add($"// WIT has no word for the {item.Noun} \"{name}\".");
                break;
        }
    }

    /// <summary>Writes the members.</summary>
    public void Write(WitLines lines, Action<WitLines, string, string> writeFunction)
    {
        foreach (var use in _uses.Values)
        {
            lines.Line(use);
        }

        foreach (var write in _types.Values.ToList())
        {
            write(lines);
        }

        foreach (var (name, text) in _functions)
        {
            writeFunction(lines, name, text);
        }

        foreach (var remark in _remarks)
        {
            lines.Line(remark);
        }
    }

    /// <summary>What a type is called here; it is brought in from another interface, or written out again where that cannot be.</summary>
    public string NameOf(TypeDefinition type, WitTypeNames.Home home)
    {
        if (home.Scope == this)
        {
            return home.Name;
        }

        if (!_foreign.TryGetValue(home, out var name))
        {
            name = Unused(home.Name);
            _foreign.Add(home, name);
            if (home.Scope.Path is { } other)
            {
                AddUse(name, other, home.Name);
            }
            else
            {
                Define(name, type);
            }
        }

        return name;
    }

    /// <summary>Gives a name to a type that has none anywhere.</summary>
    public string NameUnknown(TypeDefinition type)
    {
        if (!_unknown.TryGetValue(type, out var name))
        {
            name = Unused(type.Noun + "-type");
            _unknown.Add(type, name);
            Define(name, type);
        }

        return name;
    }

    private void AddType(string name, TypeExtern type)
    {
        // An instance that is imported and exported again brings along types that have their names already.
        var home = types.Find(type.Created) is { } first && first.Scope != this ? first
            : ReferenceEquals(type.Created, type.Referenced) ? null
            : types.Find(type.Referenced);
        if (home is null || (home.Scope == this && home.Name == name) || (home.Scope != this && home.Scope.Path is null))
        {
            Define(name, type.Referenced);
        }
        else if (home.Scope == this)
        {
            _types.Add(name, lines => lines.Line($"type {WitName.Of(name)} = {WitName.Of(home.Name)};"));
        }
        else
        {
            _foreign.TryAdd(home, name);
            AddUse(name, home.Scope.Path!, home.Name);
        }
    }

    private void AddUse(string name, string other, string theirs) =>
        _uses[name] = $"use {other}.{{{WitName.Of(theirs)}{(theirs == name ? "" : " as " + WitName.Of(name))}}};";

    // Parts are put into words at once, since that may bring in types from elsewhere.
    private void Define(string name, TypeDefinition type)
    {
        if (!types.Budget.TrySpend(type))
        {
            _remarks.Add($"// The type \"{name}\" is {TextBudget.TooLong}.");
            return;
        }

        var text = new WitTypeText(this, types);
        switch (type)
        {
            case ResourceName:
                var members = _resources.TryGetValue(name, out var known) ? known : _resources[name] = new(StringComparer.Ordinal);
                _types[name] = lines => WriteResource(lines, name, members);
                break;
            case RecordType record:
                Block(name, "record", [.. record.Fields.Select(f => $"{WitName.Of(f.Name)}: {text.Of(f.Type)},")]);
                break;
            case VariantType variant:
                Block(name, "variant", [.. variant.Cases.Select(c => WitName.Of(c.Name) + (c.Type is null ? "" : $"({text.Of(c.Type)})") + ",")]);
                break;
            case EnumType labels:
                Block(name, "enum", [.. labels.Labels.Select(l => WitName.Of(l) + ",")]);
                break;
            case FlagsType flags:
                Block(name, "flags", [.. flags.Labels.Select(l => WitName.Of(l) + ",")]);
                break;
            case ComponentType value:
                var alias = text.Alias(value);
                _types[name] = lines => lines.Line($"type {WitName.Of(name)} = {alias};");
                break;
            default:
                _remarks.Add($"// WIT has no word for the {type.Noun} type \"{name}\".");
                break;
        }
    }

    private void Block(string name, string keyword, string[] members) =>
        _types[name] = lines => lines.Block($"{keyword} {WitName.Of(name)}", members);

    private static void WriteResource(WitLines lines, string name, OrderedDictionary<string, string> members)
    {
        if (members.Count == 0)
        {
            lines.Line($"resource {WitName.Of(name)};");
            return;
        }

        lines.Block($"resource {WitName.Of(name)}", members.Values);
    }

    private void AddFunction(string name, ComponentFuncType type)
    {
        var text = new WitTypeText(this, types);
        if (name[0] != '[')
        {
            _functions.TryAdd(name, text.Function(type));
            return;
        }

        var end = name.IndexOf(']', StringComparison.Ordinal);
        var (kind, rest) = (name[1..end], name[(end + 1)..].Split('.', 2));
        var members = _resources.TryGetValue(rest[0], out var known) ? known : _resources[rest[0]] = new(StringComparer.Ordinal);
        members.TryAdd(name, kind switch
        {
            "constructor" => $"constructor({text.Parameters(type, skip: 0)}){(type.Result is OwnType ? "" : " -> " + text.Of(type.Result!))};",
            "static" => $"{WitName.Of(rest[1])}: static {text.Function(type)};",
            _ => $"{WitName.Of(rest[1])}: {text.Function(type, skip: 1)};",
        });
    }

    private string Unused(string name)
    {
        var unused = name;
        for (var i = 2; !_names.Add(unused); i++)
        {
            unused = $"{name}-v{i}";
        }

        return unused;
    }
}
