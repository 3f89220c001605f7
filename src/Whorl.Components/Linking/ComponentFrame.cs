using System.Diagnostics;
using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Linking;

/// <summary>
/// One component instance while it is planned: its definitions are run in order, and the index spaces hold what they make.
/// Types in the definitions mention resources as the component knows them; <see cref="Types"/> says which of the plan's
/// resources they are in this instance.
/// </summary>
internal sealed class ComponentFrame
{
    private const int MaxDepth = 100;

    private readonly PlanBuilder _builder;
    private readonly ComponentDefinition _component;
    private readonly ComponentFrame? _outer;
    private readonly int _instance;
    private readonly int _depth;
    private readonly CoreSpaces _core;
    private readonly List<FunctionItem> _functions = [];
    private readonly List<ModuleItem> _modules = [];
    private readonly List<ComponentItem> _components = [];
    private readonly List<InstanceItem> _instances = [];
    private readonly Dictionary<string, PlanItem> _exports = new(StringComparer.Ordinal);

    public ComponentFrame(PlanBuilder builder, ComponentDefinition component, ComponentFrame? outer, int parentInstance, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new UnsupportedComponentException($"The component instantiates components more than {MaxDepth} deep.");
        }

        _builder = builder;
        _component = component;
        _outer = outer;
        _depth = depth;
        _instance = builder.AddComponentInstance(parentInstance);
        _core = new CoreSpaces(builder, _instance);
    }

    public TypeSubstitution Types { get; } = new();

    /// <summary>Runs the definitions; the result is what the instance exports.</summary>
    public Dictionary<string, PlanItem> Run(Func<ImportDefinition, PlanItem> import)
    {
        _builder.Spend(_component.Definitions.Length);
        foreach (var definition in _component.Definitions)
        {
            switch (definition)
            {
                case ImportDefinition d:
                    var item = import(d);
                    Bind(d.Type, item);
                    Add(item);
                    break;
                case ExportDefinition d:
                    Export(d);
                    break;
                case CoreModuleDefinition d:
                    _modules.Add(new ModuleItem(d.Module, _component.Names.CoreModules.GetValueOrDefault(_modules.Count)));
                    break;
                case NestedComponentDefinition d:
                    _components.Add(new ComponentItem(d.Component, this));
                    break;
                case Instantiation d:
                    Instantiate(d);
                    break;
                case InlineExports d:
                    AddInlineExports(d);
                    break;
                case InstanceExportAlias d:
                    Add(_instances[d.Instance].Exports[d.Name]);
                    break;
                case OuterAlias d:
                    AddOuterAlias(d);
                    break;
                default:
                    RunFunction(definition);
                    break;
            }
        }

        return _exports;
    }

    private void RunFunction(Definition definition)
    {
        switch (definition)
        {
            case CoreInstantiation d:
                _core.Instantiate(d, _modules[d.Module]);
                break;
            case CoreInlineExports d:
                _core.AddInlineExports(d);
                break;
            case CoreExportAlias d:
                _core.AddAlias(d);
                break;
            case ResourceDefinition d:
                Types.Map(d.Resource, _builder.DefineResource(_core.Function(d.Destructor), _instance));
                break;
            case LiftDefinition d:
                Lift(d);
                break;
            case LowerDefinition d:
                Lower(d);
                break;
            case BuiltinDefinition d:
                AddBuiltin(d);
                break;
            case ValueDefinition or StartDefinition:
                throw new UnsupportedComponentException(
                    "The component defines component-level values or a component-level start function, which are not supported.");
            default:
                throw new UnreachableException($"Definition {definition.GetType().Name} is not planned.");
        }
    }

    private void Add(PlanItem item)
    {
        switch (item)
        {
            case FunctionItem function:
                _functions.Add(function);
                break;
            case ModuleItem module:
                _modules.Add(module);
                break;
            case ComponentItem component:
                _components.Add(component);
                break;
            case InstanceItem instance:
                _instances.Add(instance);
                break;
        }
    }

    private void Export(ExportDefinition definition)
    {
        var item = Find(definition.Item);
        Bind(definition.Type, item);
        NameResource(definition.Name.Name, item);
        _exports[definition.Name.Name] = item;
        Add(item);
    }

    private void Instantiate(Instantiation definition)
    {
        var component = _components[definition.Component];
        _builder.Spend(definition.Arguments.Length);
        var arguments = definition.Arguments.ToDictionary(a => a.Name, a => Find(a.Item), StringComparer.Ordinal);
        var frame = new ComponentFrame(_builder, component.Component, component.Outer, _instance, _depth + 1);
        var instance = new InstanceItem(frame.Run(import => arguments[import.Name.Name]));
        Bind(new InstanceExtern(definition.Type), instance);
        _instances.Add(instance);
    }

    private void AddInlineExports(InlineExports definition)
    {
        _builder.Spend(definition.Exports.Length);
        var exports = new Dictionary<string, PlanItem>(StringComparer.Ordinal);
        foreach (var (name, reference) in definition.Exports)
        {
            var item = Find(reference);
            NameResource(name, item);
            exports.Add(name, item);
        }

        _instances.Add(new InstanceItem(exports));
    }

    private void AddOuterAlias(OuterAlias alias)
    {
        var frame = this;
        for (var i = 0; i < alias.Count; i++)
        {
            frame = frame._outer!;
        }

        Add(alias.Sort == Sort.CoreModule ? frame._modules[alias.Index] : frame._components[alias.Index]);
    }

    private void Lift(LiftDefinition definition)
    {
        var type = Apply(definition.Type);
        var callee = _core.Function(definition.CoreFunction);
        var options = new Lazy<CanonicalOptions>(() => _core.Options(definition.Options));
        if (!definition.Options.IsAsync)
        {
            // The options are extracted where the lift stands, as its users may come much later.
            _ = options.Value;
        }

        _functions.Add(new FunctionItem(type, () =>
        {
            BuiltinSupport.RequireCallback(options.Value);
            return _builder.Lift(callee.Item, type, options.Value, definition.CoreType);
        }));
    }

    private void Lower(LowerDefinition definition)
    {
        var target = _functions[definition.Function];
        var type = Apply(definition.Type);
        _core.AddFunction(() =>
        {
            var options = _core.Options(definition.Options);
            return _builder.Lower(target.Function, type, options, definition.CoreType);
        });
    }

    private void AddBuiltin(BuiltinDefinition definition)
    {
        var resource = definition.Resource is null ? null : Types.Apply(definition.Resource);
        var type = definition.Type is null ? null : Apply(definition.Type);
        _core.AddFunction(() =>
        {
            BuiltinSupport.Require(definition.Kind);
            return new Builtin(definition.Kind, resource, _instance, definition.CoreType)
            {
                Type = type,
                Options = _core.Options(definition.Options),
                IsAsync = definition.IsAsync,
                Immediate = definition.Immediate,
            };
        });
    }

    private PlanItem Find(ItemReference reference) => reference.Sort switch
    {
        Sort.CoreModule => _modules[reference.Index],
        Sort.Func => _functions[reference.Index],
        Sort.Component => _components[reference.Index],
        Sort.Instance => _instances[reference.Index],
        Sort.Type => new TypeItem(Apply(reference.Type!)),
        _ => throw new UnsupportedComponentException("The component passes component-level values, which are not supported."),
    };

    private T Apply<T>(T type)
        where T : TypeDefinition
    {
        _builder.Spend(type.Traits.NodeCount);
        return Types.Apply(type);
    }

    // What the type introduces as new resources are, in this instance, those of the actual item.
    private void Bind(ExternType type, PlanItem item)
    {
        switch (type, item)
        {
            case (TypeExtern { Created: ResourceName name }, TypeItem { Type: ResourceName actual }):
                Types.Map(name.Resource, actual.Resource);
                break;
            case (InstanceExtern instance, InstanceItem actual):
                _builder.Spend(instance.Traits.NodeCount);
                foreach (var (name, export) in instance.Type.Exports)
                {
                    Bind(export, actual.Exports[name]);
                }

                break;
        }
    }

    private static void NameResource(string name, PlanItem item)
    {
        if (item is TypeItem { Type: ResourceName resource })
        {
            resource.Resource.NameOnce(name);
        }
    }
}
