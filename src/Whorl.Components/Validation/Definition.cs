using System.Collections.Immutable;
using Whorl.Components.Linking;
using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;
using Whorl.Wasmtime;
using ExternType = Whorl.Components.Types.ExternType;

namespace Whorl.Components.Validation;

/// <summary>
/// One validated definition of a component. Every definition but a resource type or start adds the next index to the space
/// of its sort; types have no definitions here, since whatever mentions a type holds the type itself.
/// </summary>
internal abstract record Definition;

/// <summary>An import.</summary>
internal sealed record ImportDefinition(ExternName Name, ExternType Type) : Definition;

/// <summary>A core module inside the component.</summary>
internal sealed record CoreModuleDefinition(EmbeddedModule Module) : Definition;

/// <summary>A core instance made from a module. Arguments are core instances by name.</summary>
internal sealed record CoreInstantiation(int Module, CoreModuleType ModuleType, ImmutableArray<(string Name, int CoreInstance)> Arguments) : Definition;

/// <summary>A core instance made by naming existing core items.</summary>
internal sealed record CoreInlineExports(ImmutableArray<(string Name, CoreSort Sort, int Index)> Exports) : Definition;

/// <summary>A component inside the component.</summary>
internal sealed record NestedComponentDefinition(ComponentDefinition Component) : Definition;

/// <summary>An instance made from a component.</summary>
/// <param name="Component">Index of the component.</param>
/// <param name="Arguments">What meets the imports, by name.</param>
/// <param name="Type">The type of the new instance, with the resources that are new in it.</param>
internal sealed record Instantiation(int Component, ImmutableArray<(string Name, ItemReference Item)> Arguments, InstanceType Type) : Definition;

/// <summary>An instance made by naming existing items.</summary>
internal sealed record InlineExports(ImmutableArray<(string Name, ItemReference Item)> Exports) : Definition;

/// <summary>An export of an instance, taken out of it.</summary>
internal sealed record InstanceExportAlias(int Instance, Sort Sort, string Name) : Definition;

/// <summary>An export of a core instance, taken out of it.</summary>
internal sealed record CoreExportAlias(int CoreInstance, CoreSort Sort, string Name) : Definition;

/// <summary>A core module or a component of an enclosing component: <c>Count</c> components outwards, where 0 is this one.</summary>
internal sealed record OuterAlias(Sort Sort, int Count, int Index) : Definition;

/// <summary>A resource type of the component's own.</summary>
internal sealed record ResourceDefinition(ResourceType Resource, int? Destructor) : Definition;

/// <summary>A component function made from a core function.</summary>
internal sealed record LiftDefinition(int CoreFunction, ComponentFuncType Type, FuncType CoreType, OptionIndices Options) : Definition;

/// <summary>A core function made from a component function.</summary>
internal sealed record LowerDefinition(int Function, ComponentFuncType Type, FuncType CoreType, OptionIndices Options) : Definition;

/// <summary>A core function that the component model provides.</summary>
internal sealed record BuiltinDefinition(BuiltinKind Kind, FuncType CoreType) : Definition
{
    public ResourceType? Resource { get; init; }

    public ComponentType? Type { get; init; }

    public OptionIndices Options { get; init; } = OptionIndices.None;

    public bool IsAsync { get; init; }

    public uint Immediate { get; init; }

    public int? Table { get; init; }
}

/// <summary>An export, under the type that is declared for it. It also adds an index that stands for the exported thing.</summary>
internal sealed record ExportDefinition(ExternName Name, ItemReference Item, ExternType Type) : Definition;

/// <summary>A literal value.</summary>
internal sealed record ValueDefinition(ComponentType Type, ReadOnlyMemory<byte> Bytes) : Definition;

/// <summary>A function to call once everything before it is there.</summary>
internal sealed record StartDefinition(int Function, ImmutableArray<int> Arguments, bool HasResult) : Definition;

/// <summary>Refers to an item by sort and index; a type is referred to by itself.</summary>
internal readonly record struct ItemReference(Sort Sort, int Index, TypeDefinition? Type);

/// <summary>Canonical options, as core indices of the component.</summary>
internal sealed record OptionIndices(
    StringEncoding Encoding, int? Memory, int? Realloc, int? PostReturn, int? Callback, bool IsAsync)
{
    public static OptionIndices None { get; } = new(StringEncoding.Utf8, null, null, null, null, false);
}

/// <summary>The bytes of a core module and what is known of its type.</summary>
internal sealed record EmbeddedModule(ReadOnlyMemory<byte> Bytes, CoreModuleType Type);
