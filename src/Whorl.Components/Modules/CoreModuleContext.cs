using Whorl.Components.Linking;
using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;
using Whorl.Wasmtime;

namespace Whorl.Components.Modules;

/// <summary>A core module while it is planned as a component: what it has, and what its functions are lifted and lowered with.</summary>
internal sealed class CoreModuleContext
{
    /// <summary>The number of the one component instance that the module is made.</summary>
    public const int Component = 0;

    private readonly string? _importRealloc;
    private readonly string? _exportRealloc;

    public CoreModuleContext(CoreModuleType type, World world)
    {
        Type = type;
        World = world;
        Exports = new ModuleExports(type);
        _importRealloc = Exports.ImportRealloc ?? Exports.Realloc;
        _exportRealloc = Exports.ExportRealloc ?? Exports.Realloc;

        // The builder numbers slots in the order in which it is told of them, which is that of ExtractSlots.
        var importSlot = _importRealloc is null ? null : (int?)0;
        var exportSlot = _exportRealloc == _importRealloc ? importSlot : _importRealloc is null ? 0 : 1;
        var options = new CanonicalOptions(
            world.Encoding, Exports.Memory is null ? null : 0, importSlot, PostReturn: null, Callback: null, IsAsync: false, Component);
        ImportOptions = options;
        ExportOptions = options with { Realloc = _exportRealloc is null ? null : exportSlot };
    }

    public CoreModuleType Type { get; }

    public World World { get; }

    /// <summary>Whether the module is one of <see cref="FirstSdk"/>.</summary>
    public bool IsOfFirstSdk { get; init; }

    /// <summary>What the module exports.</summary>
    public ModuleExports Exports { get; }

    public PlanBuilder Builder { get; } = new();

    /// <summary>What the world's resources are in the plan.</summary>
    public TypeSubstitution Types { get; } = new();

    /// <summary>The options of what the module imports.</summary>
    public CanonicalOptions ImportOptions { get; }

    /// <summary>The options of what it exports.</summary>
    public CanonicalOptions ExportOptions { get; }

    /// <summary>Understands the name of an import.</summary>
    public ImportName NameOf(string module, string name)
    {
        (module, name) = IsOfFirstSdk ? FirstSdk.Rename(module, name) : (module, name);
        return ImportName.Parse(module, name);
    }

    /// <summary>Fills the slots of the options, once the module is instantiated as core instance 0.</summary>
    public void ExtractSlots()
    {
        if (Exports.Memory is { } memory)
        {
            Builder.Memory(new CoreExport(0, memory));
        }

        foreach (var realloc in new[] { _importRealloc, _exportRealloc }.OfType<string>())
        {
            Builder.Realloc(new CoreExport(0, realloc));
        }
    }

    /// <summary>Checks that the module exports what is needed to pass values through its memory.</summary>
    /// <param name="what">Whose values, for people.</param>
    /// <param name="options">The options that they are passed with.</param>
    /// <param name="needsMemory">Whether any lies in memory.</param>
    /// <param name="needsRealloc">Whether the module has to give memory for any.</param>
    /// <exception cref="UnsupportedComponentException">It does not.</exception>
    public static void Require(string what, CanonicalOptions options, bool needsMemory, bool needsRealloc)
    {
        if ((needsMemory || needsRealloc) && options.Memory is null)
        {
            throw new UnsupportedComponentException($"{what} passes values through memory, and the module exports none named `memory` or `{ImportName.Scheme}_memory`.");
        }

        if (needsRealloc && options.Realloc is null)
        {
            throw new UnsupportedComponentException(
                $"{what} hands values over to the module, and it exports no `cabi_realloc` or `{ImportName.Scheme}_realloc` to allocate memory for them.");
        }
    }

    /// <summary>The type of a core function in flat values.</summary>
    /// <param name="type">The type.</param>
    /// <param name="unfit">Makes the exception for a type that no component function has.</param>
    public static FuncType ToFuncType(CoreType type, Func<CoreValueType, UnsupportedComponentException> unfit)
    {
        return new FuncType([.. type.Parameters.Select(Kind)], [.. type.Results.Select(Kind)]);

        ValKind Kind(CoreValueType value) => value == CoreValueType.I32 ? ValKind.I32
            : value == CoreValueType.I64 ? ValKind.I64
            : value == CoreValueType.F32 ? ValKind.F32
            : value == CoreValueType.F64 ? ValKind.F64
            : throw unfit(value);
    }

    public static bool IsSame(FuncType one, FuncType other) =>
        one.Parameters.SequenceEqual(other.Parameters) && one.Results.SequenceEqual(other.Results);
}
