using System.Collections.Immutable;
using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>Resolves the body of an interface, whether it has a name of its own or stands inside a world.</summary>
internal sealed class InterfaceResolver(Resolver resolver, PackageScope package, PackageNode part)
{
    private readonly List<WitInterface> _uses = [];

    public void Resolve(WitInterface target, InterfaceBody body, string description)
    {
        var scope = new TypeScope(resolver.Diagnostics, description);
        foreach (var use in body.Uses)
        {
            AddUse(scope, use, target.Stability, name => new WitTypeDefinition(name, target, null));
        }

        var resources = AddTypes(scope, body.Types, target.Stability, name => new WitTypeDefinition(name, target, null));
        scope.ResolveAll();
        target.Types = scope.Types;
        target.Uses = [.. _uses];
        target.Functions = ResolveFunctions(scope, target, body, resources);
    }

    /// <summary>The interfaces that <see cref="AddUse"/> has met, each once.</summary>
    public IReadOnlyList<WitInterface> Uses => _uses;

    public void AddUse(TypeScope scope, UseNode use, WitStability container, Func<string, WitTypeDefinition> create)
    {
        resolver.Gates.Check(use.Header, package.Text.Name, container);
        if (!resolver.Gates.IsEnabled(use.Header))
        {
            HideAll(scope, use);
            return;
        }

        if (resolver.Lookup.FindInterface(use.Path, package, part) is not { } item || !resolver.TryComplete(item, use.Path))
        {
            AddUnknown(scope, use.Names.Select(n => n.Alias), create);
            return;
        }

        if (!_uses.Contains(item.Interface!))
        {
            _uses.Add(item.Interface!);
        }

        foreach (var (name, alias) in use.Names)
        {
            if (FindType(item, name) is not { } found)
            {
                AddUnknown(scope, [alias], create);
            }
            else if (scope.Names.Add(alias))
            {
                var definition = create(alias.Text);
                definition.Kind = new WitTypeKind.Use(found);
                definition.Stability = use.Header.Stability;
                scope.Add(definition);
            }
        }
    }

    /// <summary>Declares types; they are complete after <see cref="TypeScope.ResolveAll"/>.</summary>
    /// <returns>The resources among them, whose functions are still to be resolved.</returns>
    public List<(WitTypeDefinition Definition, TypeBody.Resource Body)> AddTypes(
        TypeScope scope, IEnumerable<TypeNode> types, WitStability container, Func<string, WitTypeDefinition> create)
    {
        var resources = new List<(WitTypeDefinition, TypeBody.Resource)>();
        foreach (var node in types)
        {
            resolver.Gates.Check(node.Header, package.Text.Name, container);
            if (!resolver.Gates.IsEnabled(node.Header))
            {
                scope.Hide(node.Name.Text, node.Header.Stability.Feature!);
                continue;
            }

            if (!scope.Names.Add(node.Name))
            {
                continue;
            }

            var definition = create(node.Name.Text);
            definition.Docs = node.Header.Docs;
            definition.Stability = node.Header.Stability;
            definition.ExternalId = node.Header.ExternalId;
            scope.AddPending(definition, node);
            if (node.Body is TypeBody.Resource resource)
            {
                resources.Add((definition, resource));
            }
        }

        return resources;
    }

    /// <summary>Adds names whose types could not be found, so that this is reported once; a resource may stand anywhere.</summary>
    private static void AddUnknown(TypeScope scope, IEnumerable<Name> names, Func<string, WitTypeDefinition> create)
    {
        foreach (var name in names)
        {
            var definition = create(name.Text);
            definition.Kind = new WitTypeKind.Resource([]);
            scope.Add(definition);
        }
    }

    private static void HideAll(TypeScope scope, UseNode use)
    {
        foreach (var (_, alias) in use.Names)
        {
            scope.Hide(alias.Text, use.Header.Stability.Feature!);
        }
    }

    private ImmutableArray<WitFunction> ResolveFunctions(
        TypeScope scope, WitInterface target, InterfaceBody body, List<(WitTypeDefinition Definition, TypeBody.Resource Body)> resources)
    {
        var functions = ImmutableArray.CreateBuilder<WitFunction>();
        var functionResolver = new FunctionResolver(scope, resolver.Gates, package.Text.Name, resolver.Diagnostics);
        foreach (var (definition, resource) in resources)
        {
            functions.AddRange(functionResolver.ResolveResource(definition, resource));
        }

        foreach (var node in body.Functions)
        {
            resolver.Gates.Check(node.Header, package.Text.Name, target.Stability);
            if (resolver.Gates.IsEnabled(node.Header) && scope.Names.AddFunction(node.Name, WitFunctionKind.Free, null))
            {
                functions.Add(functionResolver.Resolve(node.Name, node.Header, WitFunctionKind.Free, node.Type, null));
            }
        }

        return functions.ToImmutable();
    }

    private WitTypeDefinition? FindType(ItemScope item, Name name)
    {
        var types = item.Interface!.Types;
        if (types.FirstOrDefault(t => t.Name == name.Text) is { } found)
        {
            return found;
        }

        var hidden = ((InterfaceNode)item.Node).Body.Types.FirstOrDefault(t => t.Name.Text == name.Text)?.Header.Stability.Feature;
        if (hidden is not null)
        {
            resolver.Diagnostics.Error(Codes.GatedReference, name.Location, $"'{name}' is part of the feature '{hidden}', which is not enabled",
                $"enable the feature, or put '@unstable(feature = {hidden})' here too");
            return null;
        }

        resolver.Diagnostics.Error(Codes.UnknownName, name.Location, $"interface '{item.Interface}' has no type '{name}'",
            NearestName.Remedy(name.Text, types.Select(t => t.Name), "define it there, or correct the name"));
        return null;
    }
}
