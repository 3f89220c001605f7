using Whorl.Components.Types;

namespace Whorl.Components.Validation;

/// <summary>The imports, or the exports, of one scope: names that must be far enough apart, and what they may stand for.</summary>
internal sealed class ExternRegistry(Direction direction)
{
    private readonly OrderedDictionary<string, ExternType> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _namesByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<ResourceName, string> _resources = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _resourceNames = new(StringComparer.Ordinal);

    private string Noun => direction == Direction.Import ? "import" : "export";

    /// <summary>The items so far.</summary>
    public ExternTypes ToTypes() => _items.Count == 0 ? ExternTypes.Empty : new ExternTypes(_items);

    /// <summary>Makes a resource known by its name, so that functions can be its members.</summary>
    public void AddResource(string name, ResourceName resource)
    {
        _resources.TryAdd(resource, name);
        _resourceNames.Add(name);
    }

    /// <summary>Adds an item. The result says what is wrong with it, or is null.</summary>
    public string? Add(ExternName name, ExternType type)
    {
        var parsed = NameParser.Parse(name.Name, out var error);
        if (parsed is null)
        {
            return $"{Noun} name `{name.Name}` is not a valid extern name: {error}";
        }

        if (direction == Direction.Export && parsed.Kind == NameKind.Implementation)
        {
            return $"name `{name.Name}` is not a valid export name";
        }

        if (CheckAttributes(name, parsed, type) is { } attributeError)
        {
            return attributeError;
        }

        if (CheckKind(name, parsed, type) is { } kindError)
        {
            return $"{Noun} name `{name.Name}` is not valid: {kindError}";
        }

        if (!_namesByKey.TryAdd(parsed.UniqueKey, name.Name))
        {
            return $"{Noun} name `{name.Name}` conflicts with previous name `{_namesByKey[parsed.UniqueKey]}`";
        }

        _items.Add(name.Name, type);
        return null;
    }

    private static string? CheckAttributes(ExternName name, ParsedName parsed, ExternType type)
    {
        if (name.Implements is { } implements)
        {
            if (parsed.Kind != NameKind.Label)
            {
                return $"name `{name.Name}` is not valid with `implements`";
            }

            if (type is not InstanceExtern)
            {
                return "only instances can have an `implements`";
            }

            var interfaceName = NameParser.Parse(implements, out var error);
            if (interfaceName is null)
            {
                return $"`{implements}` is not a valid name: {error}";
            }

            if (interfaceName.Kind != NameKind.Interface)
            {
                return $"name `{implements}` must be an interface";
            }

            if (interfaceName.Version is { } version && SemanticVersion.Check(version) is { } versionError)
            {
                return $"`{implements}` is not a valid name: invalid interface version: {versionError}";
            }
        }

        return name.VersionSuffix is not null && type is not InstanceExtern ? "only instances can have a `versionsuffix`" : null;
    }

    private string? CheckKind(ExternName name, ParsedName parsed, ExternType type) => parsed.Kind switch
    {
        NameKind.Interface => CheckVersion(name, parsed),
        NameKind.Constructor => CheckConstructor(parsed, type),
        NameKind.Method => CheckMethod(parsed, type),
        NameKind.Static => type is not FuncExtern ? "item is not a func"
            : !_resourceNames.Contains(parsed.Resource) ? "static resource name is not known in this context"
            : null,
        _ => null,
    };

    private static string? CheckVersion(ExternName name, ParsedName parsed)
    {
        if (parsed.Version is null)
        {
            return name.VersionSuffix is null ? null : "a version suffix needs a version to follow";
        }

        return SemanticVersion.Check(parsed.Version + name.VersionSuffix) is { } error ? $"invalid interface version: {error}" : null;
    }

    private string? CheckConstructor(ParsedName parsed, ExternType type)
    {
        if (type is not FuncExtern { Type: var func })
        {
            return "item is not a func";
        }

        if (func.IsAsync)
        {
            return "constructor function cannot be async";
        }

        return func.Result switch
        {
            null => "function should return one value",
            OwnType own => CheckResource(own.Name, parsed.Resource),
            ResultType { Ok: OwnType own } => CheckResource(own.Name, parsed.Resource),
            _ => "function should return `(own $T)` or `(result (own $T))`",
        };
    }

    private string? CheckMethod(ParsedName parsed, ExternType type)
    {
        if (type is not FuncExtern { Type: var func })
        {
            return "item is not a func";
        }

        if (func.Parameters.Length == 0)
        {
            return "function should have at least one argument";
        }

        if (func.Parameters[0].Name != "self")
        {
            return "function should have a first argument called `self`";
        }

        return func.Parameters[0].Type is BorrowType borrow
            ? CheckResource(borrow.Name, parsed.Resource)
            : "function should take a first argument of `(borrow $T)`";
    }

    private string? CheckResource(ResourceName used, string expected)
    {
        if (!_resources.TryGetValue(used, out var name))
        {
            return "resource used in function does not have a name in this context";
        }

        return name == expected ? null : $"function does not match expected resource name `{name}`";
    }
}
