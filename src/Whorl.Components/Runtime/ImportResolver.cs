using System.Collections.Immutable;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Types;

namespace Whorl.Components.Runtime;

/// <summary>Finds what the host offers for each import of a component, and explains what it does not find.</summary>
internal sealed class ImportResolver
{
    private readonly ImmutableArray<HostOffer> _offers;
    private readonly int _firstSlot;
    private readonly List<UnmetImport> _problems = [];
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
            plan.Parts.IsEmpty ? resolver._problems.Select(p => p.Problem) : resolver._problems.Select(p => $"In \"{plan.Parts[part]}\": {p.Problem}")).ToImmutableArray();
        return problems.IsEmpty
            ? new ResolvedImports(functions, resources, [.. offers.SelectMany(part => part).Select(o => o.Implementation)])
            : throw new LinkException(problems);
    }

    /// <summary>What the host lacks of a component's imports, besides which nothing stands in the way of linking it.</summary>
    public static ImmutableArray<UnmetImport> FindUnmet(LinkPlan plan, ImmutableArray<HostOffer> offers)
    {
        var resolver = new ImportResolver(offers, firstSlot: 0);
        resolver.ResolveAll(plan);
        return [.. resolver._problems];
    }

    /// <summary>The offer that an imported instance is linked to, or null.</summary>
    public static HostOffer? FindOffer(ImmutableArray<HostOffer> offers, string name, string? implements) =>
        new ImportResolver(offers, firstSlot: 0).FindOffer(name, implements) is { } slot ? offers[slot] : null;

    private void ResolveAll(LinkPlan plan)
    {
        foreach (var resource in plan.ImportedResources)
        {
            ResolveResource(resource);
        }

        foreach (var function in plan.Imports)
        {
            ResolveFunction(function);
        }

        foreach (var unused in plan.UnusedImports)
        {
            CheckOffered(unused);
        }
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

            if (!FunctionSignature.IsCalledAs(function.Signature, import.Type.Signature))
            {
                Report(
                    import.Interface,
                    import.Name,
                    $"The import {Quote(import.Interface, import.Name)} has the type {import.Type.Signature}, but the host offers it in "
                    + $"{Offered(offer)} as {function.Signature}. Build the component against the host's version of the interface.");
            }

            return (function, _firstSlot + slot);
        }

        Report(
            import.Interface,
            import.Name,
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

        Report(
            import.Interface,
            import.Name,
            $"The import {Quote(import.Interface, import.Name)} is not met: the host's {Offered(offer)} has no resource type of that name"
            + $"{Nearest(import.Name, offer.Interface.Resources.Select(r => r.Name))}. Build the component against an interface version that the host has.");
        return null!;
    }

    private int? FindOffer(string name, string? implements) =>
        IndexOf(_offers, InterfaceName.Parse(name)) ?? (implements is null ? null : IndexOf(_offers, InterfaceName.Parse(implements)));

    private static int? IndexOf(ImmutableArray<HostOffer> offers, InterfaceName import)
    {
        int? best = null;
        for (var i = 0; i < offers.Length; i++)
        {
            if (offers[i].Name == import)
            {
                return i;
            }

            if (offers[i].Name.Meets(import) && (best is not { } b || offers[i].Name.CompareVersion(offers[b].Name) > 0))
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
            Report(
                name,
                member,
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
        Report(name, member, versions.Count > 0
            ? $"The import \"{name}\" is not met: the host offers only the incompatible {string.Join(", ", versions)}. Build the component against that version."
            : $"The import \"{name}\" is not met: the host offers no such interface{NearestInterface(import)}. "
                + "Remove the import, or run the component in a host that offers it.");
    }

    // Of several versions, the one that the import could be linked to if it had that name.
    private string NearestInterface(InterfaceName import)
    {
        var name = NameDistance.Nearest(import.Base, _offers.Select(o => o.Name.Base));
        var offers = _offers.Where(o => o.Name.Base == name).OrderByDescending(o => o.Name.Track == import.Track);
        return offers.FirstOrDefault() is { } nearest ? $" (the nearest is \"{nearest.Interface.Name}\")" : "";
    }

    private void Report(string name, string member, string problem) => _problems.Add(new UnmetImport(name, member, problem));

    private static string Quote(string @interface, string name) => @interface.Length == 0 ? $"\"{name}\"" : $"\"{@interface}#{name}\"";

    private static string Offered(HostOffer offer) => offer.Interface.Name.Length == 0 ? "own functions" : $"\"{offer.Interface.Name}\"";

    private static string Nearest(string name, IEnumerable<string> candidates) =>
        NameDistance.Nearest(name, candidates) is { } nearest ? $" (the nearest is \"{nearest}\")" : "";
}
