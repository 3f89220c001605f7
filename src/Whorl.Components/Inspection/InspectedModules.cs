using System.Collections.Immutable;
using Whorl.Components.Linking;
using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Inspection;

/// <summary>Finds the core modules of a component, nested ones too.</summary>
internal sealed class InspectedModules
{
    private readonly HashSet<ReadOnlyMemory<byte>>? _instantiated;
    private readonly ImmutableArray<InspectedModule>.Builder _modules = ImmutableArray.CreateBuilder<InspectedModule>();

    private InspectedModules(LinkPlan? plan)
    {
        _instantiated = plan?.Initializers.OfType<InstantiateModule>().Select(i => plan.Modules[i.Module].Bytes).ToHashSet();
    }

    /// <param name="component">The component.</param>
    /// <param name="plan">How it is instantiated; null when it cannot be.</param>
    public static ImmutableArray<InspectedModule> Of(ComponentDefinition component, LinkPlan? plan)
    {
        var modules = new InspectedModules(plan);
        modules.AddAll(component);
        return modules._modules.ToImmutable();
    }

    private void AddAll(ComponentDefinition component)
    {
        var index = 0;
        foreach (var definition in component.Definitions)
        {
            switch (definition)
            {
                case CoreModuleDefinition module:
                    Add(module.Module, component.Names.CoreModules.GetValueOrDefault(index));
                    break;
                case NestedComponentDefinition nested:
                    AddAll(nested.Component);
                    break;
            }

            index += AddsModule(definition) ? 1 : 0;
        }
    }

    private static bool AddsModule(Definition definition) => definition switch
    {
        CoreModuleDefinition => true,
        ImportDefinition import => import.Type is ModuleExtern,
        ExportDefinition export => export.Type is ModuleExtern,
        InstanceExportAlias alias => alias.Sort == Sort.CoreModule,
        OuterAlias alias => alias.Sort == Sort.CoreModule,
        _ => false,
    };

    private void Add(EmbeddedModule module, string? name)
    {
        var source = new CoreModuleSource(module.Bytes) { Type = module.Type };
        _modules.Add(ModuleSections.Read(module.Bytes).Describe(module.Bytes.Length, name) with
        {
            Role = ShimModule.TryRead(source) is not null ? ModuleRole.Shim
                : FixupModule.TryRead(source) is not null ? ModuleRole.FixUp
                : ModuleRole.Code,
            IsInstantiated = _instantiated?.Contains(module.Bytes) ?? true,
        });
    }
}
