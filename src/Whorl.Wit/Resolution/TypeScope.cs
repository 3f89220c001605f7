using System.Collections.Immutable;
using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>The types of one interface or world while they are being resolved, in whatever order they refer to each other.</summary>
internal sealed class TypeScope(DiagnosticBag diagnostics, string description)
{
    private readonly Dictionary<string, WitTypeDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<WitTypeDefinition, TypeNode> _pending = [];
    private readonly HashSet<WitTypeDefinition> _inProgress = [];
    private readonly Dictionary<string, string> _hidden = new(StringComparer.Ordinal);
    private readonly List<WitTypeDefinition> _order = [];

    /// <summary>All types in the order in which they were added.</summary>
    public ImmutableArray<WitTypeDefinition> Types => [.. _order];

    /// <summary>What the names are unique in.</summary>
    public UniqueNames Names { get; } = new(diagnostics, description);

    /// <summary>Adds a type whose kind is known.</summary>
    public void Add(WitTypeDefinition definition)
    {
        _definitions[definition.Name] = definition;
        _order.Add(definition);
    }

    /// <summary>Adds a type whose kind <see cref="ResolveAll"/> will find.</summary>
    public void AddPending(WitTypeDefinition definition, TypeNode node)
    {
        Add(definition);
        _pending.Add(definition, node);
    }

    /// <summary>Remembers a name that a feature gate has removed, for the message when something refers to it.</summary>
    public void Hide(string name, string feature) => _hidden[name] = feature;

    public void ResolveAll()
    {
        foreach (var definition in _order.ToList())
        {
            Complete(definition);
        }
    }

    public WitTypeDefinition? Find(Name name)
    {
        if (_definitions.TryGetValue(name.Text, out var definition))
        {
            return definition;
        }

        if (_hidden.TryGetValue(name.Text, out var feature))
        {
            diagnostics.Error(Codes.GatedReference, name.Location, $"'{name}' is part of the feature '{feature}', which is not enabled",
                $"enable the feature, or put '@unstable(feature = {feature})' here too");
            return null;
        }

        diagnostics.Error(Codes.UnknownName, name.Location, $"there is no type '{name}' in {description}",
            NearestName.Remedy(name.Text, _definitions.Keys, $"define it, or bring it in with 'use interface.{{{name}}};'"));
        return null;
    }

    /// <summary>The model of a type as it is written; null after an error that has been reported.</summary>
    public WitType? Resolve(TypeReference reference)
    {
        switch (reference)
        {
            case TypeReference.Primitive primitive:
                return new WitType.Primitive(primitive.Kind);
            case TypeReference.Named named:
                return ResolveNamed(named.Name);
            case TypeReference.List list:
                return Resolve(list.Element) is { } item ? new WitType.List(item, list.Length) : null;
            case TypeReference.Option option:
                return Resolve(option.Element) is { } some ? new WitType.Option(some) : null;
            case TypeReference.Map map:
                return ResolveMap(map);
            case TypeReference.Result result:
                return ResolveBoth(result.Ok, result.Error, (ok, error) => new WitType.Result(ok, error));
            case TypeReference.Tuple tuple:
                var elements = tuple.Elements.Select(Resolve).ToList();
                return elements.Contains(null) ? null : new WitType.Tuple([.. elements.Select(e => e!)]);
            case TypeReference.Future future:
                return ResolveBoth(future.Element, null, (element, _) => new WitType.Future(WithoutBorrow(element, future.Location)));
            case TypeReference.Stream stream:
                return ResolveBoth(stream.Element, null, (element, _) => new WitType.Stream(WithoutBorrow(element, stream.Location)));
            case TypeReference.Own own:
                return ResolveHandle(own.Name) is { } owned ? new WitType.Own(owned) : null;
            case TypeReference.Borrow borrow:
                return ResolveHandle(borrow.Name) is { } borrowed ? new WitType.Borrow(borrowed) : null;
            default:
                throw new InvalidOperationException($"The type node {reference.GetType().Name} is not known.");
        }
    }

    private void Complete(WitTypeDefinition definition)
    {
        if (!_pending.TryGetValue(definition, out var node))
        {
            return;
        }

        _inProgress.Add(definition);
        definition.Kind = new TypeBodyResolver(this, diagnostics).Resolve(definition, node);
        _inProgress.Remove(definition);
        _pending.Remove(definition);
    }

    private bool TryComplete(WitTypeDefinition definition, Name name)
    {
        if (_inProgress.Contains(definition))
        {
            diagnostics.Error(Codes.Recursive, name.Location, $"the type '{name}' contains itself",
                "types cannot be recursive: use a list of indices, or a resource");
            return false;
        }

        Complete(definition);
        return true;
    }

    private WitType? ResolveNamed(Name name)
    {
        if (Find(name) is not { } definition)
        {
            return null;
        }

        if (!TryComplete(definition, name))
        {
            return null;
        }

        return definition.IsResource ? new WitType.Own(definition) : new WitType.Named(definition);
    }

    private WitTypeDefinition? ResolveHandle(Name name)
    {
        if (Find(name) is not { } definition)
        {
            return null;
        }

        if (!TryComplete(definition, name))
        {
            return null;
        }

        if (definition.IsResource)
        {
            return definition;
        }

        diagnostics.Error(Codes.NotAResource, name.Location, $"'{name}' is not a resource", "only resources have handles; write the type itself");
        return null;
    }

    private WitType.Map? ResolveMap(TypeReference.Map map)
    {
        var value = Resolve(map.Value);
        var key = Resolve(map.Key);
        if (key is WitType.Primitive { Kind: not (WitPrimitive.F32 or WitPrimitive.F64 or WitPrimitive.ErrorContext) } primitive)
        {
            return value is null ? null : new WitType.Map(primitive.Kind, value);
        }

        if (key is not null)
        {
            diagnostics.Error(Codes.MapKey, map.Key.Location, "this type cannot be the key of a map", "use an integer, bool, char or string");
        }

        return null;
    }

    private WitType? ResolveBoth(TypeReference? first, TypeReference? second, Func<WitType?, WitType?, WitType> make)
    {
        var one = first is null ? null : Resolve(first);
        var two = second is null ? null : Resolve(second);
        return (first is not null && one is null) || (second is not null && two is null) ? null : make(one, two);
    }

    private WitType? WithoutBorrow(WitType? element, WitLocation location)
    {
        if (element is not null && Borrows.IsIn(element))
        {
            diagnostics.Error(Codes.BorrowPlacement, location, "a stream or future cannot carry a borrowed handle", "pass the resource itself");
        }

        return element;
    }
}
