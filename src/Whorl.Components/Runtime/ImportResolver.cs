using System.Collections.Immutable;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;

namespace Whorl.Components.Runtime;

/// <summary>Finds what the host offers for each import of a component, and explains what it does not find.</summary>
internal sealed class ImportResolver
{
    private readonly ImmutableArray<HostOffer> _offers;
    private readonly int _firstSlot;
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _missingInterfaces = [];

    private ImportResolver(ImmutableArray<HostOffer> offers, int firstSlot)
    {
        _offers = offers;
        _firstSlot = firstSlot;
    }

    /// <param name="plan">The component's plan.</param>
    /// <param name="offers">What is offered to each of the plan's parts, or to the component if it is one by itself.</param>
    /// <exception cref="LinkException">At least one import is not met.</exception>
    public static ResolvedImports Resolve(LinkPlan plan, ImmutableArray<ImmutableArray<HostOffer>> offers)
    {
        var firstSlot = 0;
        var resolvers = new List<ImportResolver>();
        foreach (var part in offers)
        {
            resolvers.Add(new ImportResolver(part, firstSlot));
            firstSlot += part.Length;
        }

        var resources = plan.ImportedResources.Select(import => resolvers[import.Part].ResolveResource(import)).ToImmutableArray();
        var functions = plan.Imports.Select(import => resolvers[import.Part].ResolveFunction(import)).ToImmutableArray();
        foreach (var unused in plan.UnusedImports)
        {
            resolvers[unused.Part].CheckOffered(unused);
        }

        var problems = resolvers.SelectMany((resolver, part) =>
            plan.Parts.IsEmpty ? resolver._problems : resolver._problems.Select(problem => $"In \"{plan.Parts[part]}\": {problem}")).ToImmutableArray();
        return problems.IsEmpty
            ? new ResolvedImports(functions, resources, [.. offers.SelectMany(part => part).Select(o => o.Implementation)])
            : throw new LinkException(problems);
    }

    private (HostFunction Function, int HostSlot) ResolveFunction(ImportedFunction import)
    {
        if (FindOffer(import.Interface, import.Implements) is not { } slot)
        {
            ReportInterface(import.Interface, import.Name);
            return default;
        }

        var offer = _offers[slot];
        foreach (var function in offer.Interface.Functions)
        {
            if (function.Name != import.Name)
            {
                continue;
            }

            if (function.Signature != import.Type.Signature)
            {
                _problems.Add(
                    $"The import {Quote(import.Interface, import.Name)} has the type {import.Type.Signature}, but the host offers it in "
                    + $"{Offered(offer)} as {function.Signature}. Build the component against the host's version of the interface.");
            }

            return (function, _firstSlot + slot);
        }

        _problems.Add(
            $"The import {Quote(import.Interface, import.Name)} is not met: the host's {Offered(offer)} has no such function"
            + $"{Nearest(import.Name, offer.Interface.Functions.Select(f => f.Name))}. Build the component against an interface version that the host has.");
        return default;
    }

    // An interface may lack functions that nobody calls, so that a component of a later version runs where it can; but a
    // component that names an interface which nobody offers has come to the wrong host.
    private void CheckOffered(ImportedFunction import)
    {
        if (FindOffer(import.Interface, import.Implements) is not { } slot
            || (import.Interface.Length == 0 && !_offers[slot].Interface.Functions.Any(f => f.Name == import.Name)))
        {
            ReportInterface(import.Interface, import.Name);
        }
    }

    private HostResource ResolveResource(ImportedResource import)
    {
        if (FindOffer(import.Interface, import.Implements) is not { } slot)
        {
            ReportInterface(import.Interface, import.Name);
            return null!;
        }

        var offer = _offers[slot];
        foreach (var resource in offer.Interface.Resources)
        {
            if (resource.Name == import.Name)
            {
                return resource;
            }
        }

        _problems.Add(
            $"The import {Quote(import.Interface, import.Name)} is not met: the host's {Offered(offer)} has no resource type of that name"
            + $"{Nearest(import.Name, offer.Interface.Resources.Select(r => r.Name))}. Build the component against an interface version that the host has.");
        return null!;
    }

    private int? FindOffer(string name, string? implements) =>
        FindOffer(InterfaceName.Parse(name)) ?? (implements is null ? null : FindOffer(InterfaceName.Parse(implements)));

    private int? FindOffer(InterfaceName import)
    {
        int? best = null;
        for (var i = 0; i < _offers.Length; i++)
        {
            if (_offers[i].Name == import)
            {
                return i;
            }

            if (_offers[i].Name.Meets(import) && (best is not { } b || _offers[i].Name.CompareVersion(_offers[b].Name) > 0))
            {
                best = i;
            }
        }

        return best;
    }

    private void ReportInterface(string name, string member)
    {
        if (name.Length == 0)
        {
            _problems.Add(
                $"The import \"{member}\" is not met: the host offers no function or resource of that name outside interfaces"
                + $"{Nearest(member, _offers.Where(o => o.Interface.Name.Length == 0).SelectMany(o => o.Interface.Functions).Select(f => f.Name))}. "
                + "Remove the import, or run the component in a host that offers it.");
            return;
        }

        if (!_missingInterfaces.Add(name))
        {
            return;
        }

        var import = InterfaceName.Parse(name);
        var versions = _offers.Where(o => o.Name.Base == import.Base).Select(o => $"\"{o.Interface.Name}\"").ToList();
        _problems.Add(versions.Count > 0
            ? $"The import \"{name}\" is not met: the host offers only the incompatible {string.Join(", ", versions)}. Build the component against that version."
            : $"The import \"{name}\" is not met: the host offers no such interface{Nearest(name, _offers.Select(o => o.Interface.Name))}. "
                + "Remove the import, or run the component in a host that offers it.");
    }

    private static string Quote(string @interface, string name) => @interface.Length == 0 ? $"\"{name}\"" : $"\"{@interface}#{name}\"";

    private static string Offered(HostOffer offer) => offer.Interface.Name.Length == 0 ? "own functions" : $"\"{offer.Interface.Name}\"";

    private static string Nearest(string name, IEnumerable<string> candidates) =>
        NameDistance.Nearest(name, candidates) is { } nearest ? $" (the nearest is \"{nearest}\")" : "";
}
