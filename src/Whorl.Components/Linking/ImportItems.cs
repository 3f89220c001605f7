using System.Collections.Immutable;
using Whorl.Components.Binary;
using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;
using Whorl.Components.Validation;

namespace Whorl.Components.Linking;

/// <summary>Makes items of the outermost component's imports: bound ones of their bindings, all others of the host.</summary>
internal sealed class ImportItems(PlanBuilder builder, TypeSubstitution types, ImportBindings bindings)
{
    /// <summary>The part of a composition whose imports these are.</summary>
    public int Part { get; init; }

    public PlanItem Find(ImportDefinition import)
    {
        var name = import.Name.Name;
        return Make(import.Type, "", name, import.Name.Implements, bindings.ByName.GetValueOrDefault(name));
    }

    private PlanItem Make(ExternType type, string interfaceName, string name, string? implements, ImportBinding? binding) => type switch
    {
        FuncExtern func when binding is null => ImportFunction(func.Type, interfaceName, name, implements),
        TypeExtern item => MakeType(item, interfaceName, name, implements, binding),
        InstanceExtern instance when binding is null or InstanceBinding =>
            ImportInstance(instance.Type, Join(interfaceName, name), implements, (binding as InstanceBinding)?.Members),
        ModuleExtern module when binding is ModuleBinding bound => BindModule(module.Type, name, bound),
        ComponentExtern component when binding is ComponentBinding bound => BindComponent(component, name, bound),
        _ when binding is null => throw new UnsupportedComponentException(
            $"The component imports the {type.Noun} `{name}`, which no host interface can provide: bind it when linking."),
        _ => throw new UnsupportedComponentException(
            $"The component imports the {type.Noun} `{name}`, but something of another sort is bound to that name."),
    };

    private FunctionItem ImportFunction(ComponentFuncType type, string interfaceName, string name, string? implements)
    {
        var import = new ImportedFunction(interfaceName, name, types.Apply(type)) { Implements = implements, Part = Part };
        builder.Declare(import);
        return new FunctionItem(import.Type, () => builder.ImportFunction(import));
    }

    private TypeItem MakeType(TypeExtern type, string interfaceName, string name, string? implements, ImportBinding? binding)
    {
        if (binding is TypeBinding bound)
        {
            var mismatch = Subtyping.Check(new TypeExtern(bound.Type, bound.Type), type.Substitute(types));
            return mismatch is null ? new TypeItem(bound.Type) : throw Mismatch(name, mismatch);
        }

        // A name for a resource that is known already stands for that one; the first name stands for the host's.
        if (type.Created is ResourceName resource && !types.Contains(resource.Resource))
        {
            types.Map(resource.Resource, builder.ImportResource(interfaceName, name, implements, Part));
        }

        return new TypeItem(types.Apply(type.Created));
    }

    private InstanceItem ImportInstance(
        InstanceType type, string interfaceName, string? implements, ImmutableDictionary<string, ImportBinding>? members)
    {
        var exports = new Dictionary<string, PlanItem>(StringComparer.Ordinal);
        foreach (var (name, export) in type.Exports)
        {
            exports.Add(name, Make(export, interfaceName, name, implements, members?.GetValueOrDefault(name)));
        }

        return new InstanceItem(exports);
    }

    private static ModuleItem BindModule(CoreModuleType expected, string name, ModuleBinding bound)
    {
        var actual = CoreModuleReader.Read(bound.Bytes, 0, new CoreTypeInterner());
        return CoreSubtyping.Check(actual, expected) is { } mismatch
            ? throw Mismatch(name, mismatch)
            : new ModuleItem(new EmbeddedModule(bound.Bytes, actual), name);
    }

    private static ComponentItem BindComponent(ComponentExtern expected, string name, ComponentBinding bound)
    {
        var actual = new ComponentExtern(bound.Component.Signature);
        return Subtyping.Check(actual, expected) is { } mismatch
            ? throw Mismatch(name, mismatch)
            : new ComponentItem(bound.Component, bound.Outer);
    }

    private static UnsupportedComponentException Mismatch(string name, string mismatch) =>
        new($"What is bound to the import `{name}` does not match its type: {mismatch}.");

    private static string Join(string interfaceName, string name) => interfaceName.Length == 0 ? name : $"{interfaceName}/{name}";
}
