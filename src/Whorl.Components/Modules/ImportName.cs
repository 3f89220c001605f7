using Whorl.Components.Linking;
using Whorl.Components.Types;

namespace Whorl.Components.Modules;

/// <summary>
/// The two parts of an import's name, understood: by the scheme <c>cm32p2</c>, as in <c>cm32p2|wasi:http/types@0.2</c> and
/// <c>fields_drop</c>, or by the older one, as in <c>wasi:http/types@0.2.12</c> and <c>[resource-drop]fields</c>.
/// </summary>
/// <param name="IsStandard">Whether it is by the scheme <c>cm32p2</c>.</param>
/// <param name="IsOfExports">Whether it is a built-in for something that the world exports.</param>
/// <param name="Interface">The interface, as written; empty for the world itself.</param>
/// <param name="Item">The function, or the built-in and what it is for.</param>
internal readonly record struct ImportName(bool IsStandard, bool IsOfExports, string Interface, IntrinsicName Item)
{
    /// <summary>What the names of the scheme <c>cm32p2</c> begin with: it is for 32-bit memories, and its second prototype.</summary>
    public const string Scheme = "cm32p2";

    /// <summary>What comes before each further part of such a name.</summary>
    public const char Separator = '|';

    private const string RootModule = "$root";
    private const string ExportMark = "[export]";
    private const string StandardExportMark = "_ex_";

    // No function's own name has an underscore.
    private static readonly (string Ending, string Word)[] s_endings =
        [("_drop", IntrinsicName.ResourceDrop), ("_new", IntrinsicName.ResourceNew), ("_rep", IntrinsicName.ResourceRep)];

    /// <summary>Takes an import's name apart.</summary>
    /// <param name="module">The first part.</param>
    /// <param name="name">The second part.</param>
    public static ImportName Parse(string module, string name)
    {
        if (module == Scheme)
        {
            return new ImportName(IsStandard: true, IsOfExports: false, "", StandardItem(name));
        }

        if (module.StartsWith(Scheme + Separator, StringComparison.Ordinal))
        {
            var rest = module[(Scheme.Length + 1)..];
            var isOfExports = rest.StartsWith(StandardExportMark, StringComparison.Ordinal);
            return new ImportName(IsStandard: true, isOfExports, isOfExports ? rest[StandardExportMark.Length..] : rest, StandardItem(name));
        }

        var ofExports = module.StartsWith(ExportMark, StringComparison.Ordinal);
        var owner = ofExports ? module[ExportMark.Length..] : module;
        return new ImportName(IsStandard: false, ofExports, owner == RootModule ? "" : owner, IntrinsicName.Parse(name));
    }

    /// <summary>The name that the scheme <c>cm32p2</c> gives an interface: its version is cut to what tells incompatible ones apart.</summary>
    public static string StandardNameOf(string interfaceName)
    {
        var parsed = InterfaceName.Parse(interfaceName);
        return parsed.Version.Length == 0 ? interfaceName : $"{parsed.Base}@{parsed.Track}";
    }

    /// <summary>Finds the interface among a world's imports or exports; null if it is not there.</summary>
    public string? FindInterface(ExternTypes items)
    {
        var name = Interface;
        if (IsStandard)
        {
            return items.Select(item => item.Key).FirstOrDefault(key => StandardNameOf(key) == name);
        }

        if (items.TryGet(name, out _))
        {
            return name;
        }

        // Bindings may have been generated from another release of the interface than the world names.
        var wanted = InterfaceName.Parse(name);
        return wanted.Version.Length == 0
            ? null
            : items.Select(item => item.Key).FirstOrDefault(key => key.Contains('@', StringComparison.Ordinal) && InterfaceName.Parse(key).Meets(wanted));
    }

    private static IntrinsicName StandardItem(string name)
    {
        foreach (var (ending, word) in s_endings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
            {
                return new IntrinsicName(IsAsync: false, IsCancellable: false, word, name[..^ending.Length]);
            }
        }

        return new IntrinsicName(IsAsync: false, IsCancellable: false, "", name);
    }
}
