using System.Collections.Immutable;
using Whorl.Components.Binary;
using Whorl.Components.Hosting;
using Whorl.Components.Inspection.Wit;
using Whorl.Components.Linking;
using Whorl.Components.Runtime;
using Whorl.Components.Validation;

namespace Whorl.Components.Inspection;

/// <summary>What there is to know of a component without running it.</summary>
public sealed class ComponentInspection
{
    private readonly ComponentDefinition _definition;
    private readonly LinkPlan? _plan;

    private ComponentInspection(ComponentDefinition definition)
    {
        _definition = definition;
        try
        {
            _plan = Planner.Plan(definition, ImportBindings.None);
        }
        catch (UnsupportedComponentException e)
        {
            Unsupported = e.Message;
        }

        var budget = new TextBudget();
        Imports = [.. definition.Definitions.OfType<ImportDefinition>().Select(i => InspectedExtern.Of(i.Name, i.Type, budget))];
        Exports = [.. definition.Definitions.OfType<ExportDefinition>().Select(e => InspectedExtern.Of(e.Name, e.Type, budget))];
        Modules = InspectedModules.Of(definition, _plan);
        Toolchain = Modules.Aggregate(ReadToolchain(definition.Bytes), (sum, module) => sum.With(module.Toolchain));
    }

    /// <summary>The component's size in bytes.</summary>
    public long Bytes => _definition.Bytes.Length;

    /// <summary>What the component calls itself; null for nothing.</summary>
    public string? Name => _definition.Names.Component;

    /// <summary>Why it cannot be run here, whatever is offered to it; null when it can.</summary>
    public string? Unsupported { get; }

    /// <summary>What it imports, in order.</summary>
    public ImmutableArray<InspectedExtern> Imports { get; }

    /// <summary>What it exports, in order.</summary>
    public ImmutableArray<InspectedExtern> Exports { get; }

    /// <summary>The core modules in it and in the components nested in it, in order.</summary>
    public ImmutableArray<InspectedModule> Modules { get; }

    /// <summary>What made it and its modules.</summary>
    public Toolchain Toolchain { get; }

    /// <summary>Inspects a component. Its core modules' code is not validated: that is the engine's part.</summary>
    /// <exception cref="InvalidComponentException">The bytes are no valid component; the message says where.</exception>
    public static ComponentInspection Of(ReadOnlyMemory<byte> component) => new(ComponentBinary.Decode(component));

    /// <summary>What it imports and exports, in WIT: a world, and the interfaces that it names, by package.</summary>
    public string ToWit() => WitWorldText.Write(_definition);

    /// <summary>What a host has for each of the imports.</summary>
    /// <param name="linker">What the host offers.</param>
    public ImmutableArray<ImportAnswer> AnswersOf(ComponentLinker linker)
    {
        ArgumentNullException.ThrowIfNull(linker);
        var unmet = _plan is null ? [] : ImportResolver.FindUnmet(_plan, linker.Offers);
        return [.. Imports.Where(i => i.Sort != "type" || !i.Resources.IsEmpty).Select(import => Answer(import, linker.Offers, unmet))];
    }

    private static ImportAnswer Answer(InspectedExtern import, ImmutableArray<HostOffer> offers, ImmutableArray<UnmetImport> unmet)
    {
        var isInterface = import.Sort == "instance";
        var offer = ImportResolver.FindOffer(offers, isInterface ? import.Name : "", import.Implements);
        var problems = unmet.Where(u => isInterface ? IsOf(u.Interface, import.Name) : u.Interface.Length == 0 && u.Name == import.Name).ToList();
        return new ImportAnswer(import, isInterface || problems.Count == 0 ? offer?.Interface.Name : null, [.. problems.Select(p => p.Problem)]);
    }

    // An instance inside an instance goes by the names of both.
    private static bool IsOf(string name, string import) =>
        name == import || (name.Length > import.Length && name[import.Length] == '/' && name.StartsWith(import, StringComparison.Ordinal));

    private static Toolchain ReadToolchain(ReadOnlyMemory<byte> component)
    {
        var toolchain = Toolchain.Unknown;
        var reader = new ByteReader(component, 0);
        Preamble.ReadComponent(ref reader);
        while (!reader.AtEnd)
        {
            var isCustom = reader.ReadByte() == 0;
            var section = reader.ReadSection(reader.ReadU32());
            if (isCustom && section.ReadName() == Toolchain.SectionName)
            {
                toolchain = toolchain.With(Toolchain.Read(section.Rest));
            }
        }

        return toolchain;
    }
}
